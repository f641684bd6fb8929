#include "cli/version.hpp"

#include <openssl/opensslv.h>

namespace trustctl {

// The header's words and not the library's (OpenSSL_version): with those the linker takes in when
// the library was built, and the same sources would no longer give the same program.
std::string_view version_line() {
  return "trustctl " TRUSTCTL_VERSION " (" OPENSSL_VERSION_TEXT ")\n";
}

}  // namespace trustctl
