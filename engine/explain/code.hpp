#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace trustctl {

// What is known of the error codes that people search for when a certificate is not trusted. All of
// it is a table in the program: it lives as long as the program does, so views and pointers into it
// may be kept. Text is for people, in one line each, and needs no escaping.
//
//   const auto codes = find_codes("0x80090325");   // Result; find_codes.hpp
//   if (!codes) { return tl::unexpected(codes.error()); }
//   for (const CodeInfo* code : *codes) {
//     show(code->name, code->meaning);
//     if (code->trouble != nullptr) { … its causes, its remedies … }
//   }

/// A command of trustctl that shows or cures a trouble, and what it does about it. Words in
/// capitals stand for what the person fills in. A test holds every command against the table of
/// commands.
struct Remedy {
  std::string_view command;  ///< "trustctl verify HOST:443"
  std::string_view does;     ///< "names the certificate that is missing, and its store"
};

/// What is wrong when a code appears. Codes of different programs share one trouble where the cure
/// is the same; programs with trust stores of their own (Java, Firefox, OpenSSL) have their own,
/// since what is put into Windows' stores cures none of them.
struct Trouble {
  std::span<const std::string_view> causes;  ///< the most usual first; clauses, without a full stop
  std::span<const Remedy> remedies;
};

/// Whose code it is: which program prints it, and so what its number means. One number can be the
/// code of several families (35 is curl's, 20 OpenSSL's, 0x20 a bit of Windows').
enum class CodeFamily {
  schannel,        ///< SEC_E_*: Windows' TLS
  trust,           ///< CERT_E_*, TRUST_E_*, CRYPT_E_*: Windows' chain policies and stores
  chain_error,     ///< CERT_TRUST_*: a bit of dwErrorStatus
  chain_status,    ///< CERT_TRUST_*: a bit of dwInfoStatus, which is no error
  schannel_event,  ///< numbers of events in the System log
  winhttp,         ///< ERROR_WINHTTP_*, with the same numbers ERROR_INTERNET_*
  ipsec,           ///< ERROR_IPSEC_IKE_*
  iis,             ///< HTTP status and substatus, such as 403.16
  nps,             ///< reason codes of Network Policy Server
  dotnet,          ///< prints words
  openssl,         ///< X509_V_ERR_*
  tls_alert,       ///< RFC 8446 section 6.2: what the peer said before it hung up
  node,            ///< prints words
  go,              ///< prints sentences
  python,          ///< prints words
  java,            ///< prints sentences
  curl,            ///< CURLE_*: its exit codes
  nss,             ///< Firefox and other programs with NSS
  chromium,        ///< ERR_*: Chrome, Edge and others on Chromium
};
/// For people: "Windows TLS (Schannel)", "OpenSSL", ….
std::string_view to_string(CodeFamily family);

/// One error code that people search for. All text is ASCII. The sources of name and number are
/// named in the table that has it (code_tables.hpp); tests hold them against the headers that
/// define them.
struct CodeInfo {
  std::string_view name;                ///< "SEC_E_UNTRUSTED_ROOT"
  std::optional<std::uint32_t> number;  ///< negative ones as two's complement; absent: has none
  CodeFamily family;
  std::string_view said;     ///< what programs print beside it, word by word
  std::string_view meaning;  ///< what it means for certificates
  const Trouble* trouble;    ///< null where nothing is wrong
  /// Another name of it, or other words that an older version says; empty: none is known.
  std::string_view also = {};
};

/// Whether its numbers are bits, which are printed as one number: a mask, not a code.
bool is_bit(CodeFamily family);

/// The HRESULT of a Win32 error (HRESULT_FROM_WIN32), as which Windows Update, WinRT and .NET print
/// it: 0x80072F0D for 12045. Absent for the other families.
std::optional<std::uint32_t> hresult_of(const CodeInfo& code);

/// Every code, family by family.
std::span<const CodeInfo> all_codes();

}  // namespace trustctl
