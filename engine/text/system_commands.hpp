#pragma once

#include <string>
#include <string_view>

namespace trustctl::system_commands {

// What messages tell a person to type, of what this system brings with it: OpenSSL and curl, or
// certutil and PowerShell. A system is a folder, chosen in CMakeLists.txt.

/// Fetches a file into the current folder, under `name`, the last part of its URL.
std::string download(std::string_view url, std::string_view name);
/// Writes the certificates of a PKCS#12 file FILE into another, which trustctl reads.
std::string_view certificates_of_pkcs12();
/// Writes the certificates of a signed PKCS#7 file FILE out.
std::string_view certificates_of_pkcs7();
/// Where the journal is unless --state-dir says: "/var/lib/trustctl of root, else …".
std::string_view default_state_directories();

}  // namespace trustctl::system_commands
