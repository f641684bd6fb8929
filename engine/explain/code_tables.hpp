#pragma once

#include <span>

#include "engine/explain/code.hpp"

// The rows of all_codes(), which puts them together; nobody else reads them. A table is a program's
// or a few programs' that belong together, and names its sources. To add a code: a row in the table
// of its family, with its trouble. To add a family: a value of CodeFamily with its words, and rows.
namespace trustctl::code_tables {

std::span<const CodeInfo> windows();          ///< SEC_E_*, CERT_E_*, TRUST_E_*, CRYPT_E_*
std::span<const CodeInfo> chain_bits();       ///< CERT_TRUST_*
std::span<const CodeInfo> schannel_events();  ///< of the System log
std::span<const CodeInfo> win32();            ///< WinHTTP, WinINet, IKE
std::span<const CodeInfo> servers();          ///< IIS, NPS
std::span<const CodeInfo> dotnet();
std::span<const CodeInfo> openssl();   ///< and the alerts of TLS
std::span<const CodeInfo> runtimes();  ///< Node, Go, Python, Java, curl
std::span<const CodeInfo> browsers();  ///< NSS, Chromium

}  // namespace trustctl::code_tables
