#include <vector>

#include "engine/explain/code.hpp"
#include "engine/explain/code_tables.hpp"

namespace trustctl {

std::span<const CodeInfo> all_codes() {
  static const std::vector<CodeInfo> table = [] {
    std::vector<CodeInfo> rows;
    for (const auto& of_family :
         {code_tables::windows(), code_tables::chain_bits(), code_tables::schannel_events(),
          code_tables::win32(), code_tables::servers(), code_tables::dotnet(),
          code_tables::openssl(), code_tables::runtimes(), code_tables::browsers()}) {
      rows.insert(rows.end(), of_family.begin(), of_family.end());
    }
    return rows;
  }();
  return table;
}

bool is_bit(CodeFamily family) {
  return family == CodeFamily::chain_error || family == CodeFamily::chain_status;
}

std::optional<std::uint32_t> hresult_of(const CodeInfo& code) {
  constexpr std::uint32_t facility_win32 = 0x80070000U;
  const bool win32 = code.family == CodeFamily::winhttp || code.family == CodeFamily::ipsec;
  return win32 ? std::optional(facility_win32 | *code.number) : std::nullopt;
}

std::string_view to_string(CodeFamily family) {
  switch (family) {
    case CodeFamily::schannel:
      return "Windows TLS (Schannel)";
    case CodeFamily::trust:
      return "Windows certificates (CryptoAPI)";
    case CodeFamily::chain_error:
      return "Windows chain error (a bit of dwErrorStatus)";
    case CodeFamily::chain_status:
      return "Windows chain status (a bit of dwInfoStatus)";
    case CodeFamily::schannel_event:
      return "Windows event log (System, source Schannel)";
    case CodeFamily::winhttp:
      return "Windows HTTP (WinHTTP, WinINet)";
    case CodeFamily::ipsec:
      return "Windows VPN and IPsec (IKE)";
    case CodeFamily::iis:
      return "IIS (HTTP status and substatus)";
    case CodeFamily::nps:
      return "Network Policy Server (reason code of event 6273)";
    case CodeFamily::dotnet:
      return ".NET";
    case CodeFamily::openssl:
      return "OpenSSL";
    case CodeFamily::tls_alert:
      return "TLS alert (sent by the peer)";
    case CodeFamily::node:
      return "Node.js";
    case CodeFamily::go:
      return "Go";
    case CodeFamily::python:
      return "Python";
    case CodeFamily::java:
      return "Java";
    case CodeFamily::curl:
      return "curl";
    case CodeFamily::nss:
      return "NSS (Firefox)";
    case CodeFamily::chromium:
      return "Chrome, Edge (Chromium)";
  }
  return "";
}

}  // namespace trustctl
