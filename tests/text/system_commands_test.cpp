#include "engine/text/system_commands.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

namespace commands = trustctl::system_commands;

TEST_CASE("what is to be typed is there on this system", "[text]") {
  const std::string all = commands::download("http://pki.example/a.cer", "a.cer") + ' ' +
                          std::string(commands::certificates_of_pkcs12()) + ' ' +
                          std::string(commands::certificates_of_pkcs7()) + ' ' +
                          std::string(commands::default_state_directories());
  INFO(all);
  const bool on_windows = std::filesystem::path::preferred_separator == '\\';
  for (const auto* const posix : {"openssl", "curl", "~/", "/var/"}) {
    CHECK((all.find(posix) == std::string::npos) == on_windows);
  }
  for (const auto* const windows : {"PowerShell", "certutil", "%ProgramData%"}) {
    CHECK((all.find(windows) != std::string::npos) == on_windows);
  }
}
