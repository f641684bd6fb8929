#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace trustctl {

/// A command of trustctl that shows or cures a trouble, and what it does about it.
struct Remedy {
  std::string_view command;  ///< "trustctl verify HOST:443"
  std::string_view does;     ///< "names the certificate that is missing, and its store"
};

/// What is wrong when a code appears. Codes of different programs share one trouble.
struct Trouble {
  std::span<const std::string_view> causes;  ///< the most usual first
  std::span<const Remedy> remedies;
};

/// Whose code it is.
enum class CodeFamily {
  schannel,      ///< SEC_E_*: Windows' TLS
  trust,         ///< CERT_E_*, TRUST_E_*, CRYPT_E_*: Windows' chain policies and stores
  chain_error,   ///< CERT_TRUST_*: a bit of dwErrorStatus
  openssl,       ///< X509_V_ERR_*
  tls_alert,     ///< RFC 8446 §6.2: what the peer said before it hung up
  nss,           ///< Firefox and other programs with NSS
  java,          ///< has no numbers
  chromium,      ///< ERR_*: Chrome, Edge and others on Chromium
  chain_status,  ///< CERT_TRUST_*: a bit of dwInfoStatus, which is no error
};
/// "Windows TLS (Schannel)", "OpenSSL", ….
std::string_view to_string(CodeFamily family);

/// One error code that people search for. All text is ASCII.
struct CodeInfo {
  std::string_view name;                ///< "SEC_E_UNTRUSTED_ROOT"
  std::optional<std::uint32_t> number;  ///< negative ones as two's complement
  CodeFamily family;
  std::string_view said;     ///< what programs print beside it
  std::string_view meaning;  ///< what it means for certificates
  const Trouble* trouble;    ///< null where nothing is wrong
};

/// Every code, family by family.
std::span<const CodeInfo> all_codes();

}  // namespace trustctl
