#include "engine/text/system_commands.hpp"

namespace trustctl::system_commands {

std::string download(std::string_view url, std::string_view) {
  return "'curl -fO " + std::string(url) + '\'';
}

std::string_view certificates_of_pkcs12() {
  return "'openssl pkcs12 -nokeys -in FILE -out certificates.pem'";
}

std::string_view certificates_of_pkcs7() { return "'openssl pkcs7 -print_certs'"; }

std::string_view default_state_directories() {
  return "/var/lib/trustctl of root, else $XDG_STATE_HOME/trustctl or ~/.local/state/trustctl";
}

}  // namespace trustctl::system_commands
