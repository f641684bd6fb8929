#include "engine/text/path_slip.hpp"

#include <catch2/catch.hpp>

#include "engine/text/system_commands.hpp"

using trustctl::path_slip;

TEST_CASE("a URL is no path, and says what to do in its place", "[text]") {
  CHECK(path_slip("https://pki.example/certs/root.cer") ==
        "is a URL, and trustctl downloads nothing; fetch the file (" +
            trustctl::system_commands::download("https://pki.example/certs/root.cer", "root.cer") +
            "), compare its digest with what its CA publishes, pin "
            "it ('trustctl pin') and name it");
  CHECK(path_slip("https://server.example") ==
        "is a URL, and trustctl downloads nothing; 'trustctl pin server.example:443' pins what "
        "that server sends");
  CHECK_THAT(*path_slip("https://server.example:8443/"),
             Catch::Contains("'trustctl pin server.example:8443'"));
  CHECK(path_slip("file:///etc/ssl/root.pem") ==
        "is a URL; write the path alone: /etc/ssl/root.pem");
  CHECK(path_slip("ldap://dc.example/CN=AIA").has_value());
}

TEST_CASE("a variable in front is named, for nobody expands it", "[text]") {
  CHECK(path_slip("%SystemDrive%\\pki\\root.cer") ==
        "begins with %SystemDrive%, which only a shell would expand; write the path out");
  CHECK_THAT(*path_slip("%ProgramFiles(x86)%"), Catch::Contains("with %ProgramFiles(x86)%,"));
  CHECK_THAT(*path_slip("$HOME/pki"), Catch::Contains("with $HOME,"));
  CHECK_THAT(*path_slip("${HOME}/pki"), Catch::Contains("with ${HOME},"));
  CHECK_THAT(*path_slip("$env:TEMP\\x"), Catch::Contains("with $env:TEMP,"));
}

TEST_CASE("what may be a path is one", "[text]") {
  for (const auto* const path :
       {"", "root.cer", "C://root.cer", "a/https://b", "./$HOME/x", "$Recycle.Bin/x", "$1", "$",
        "100%", "%", "%%", "%20 root%.cer", "50% of it%", "x%TEMP%", "://", "a b://c"}) {
    INFO(path);
    CHECK_FALSE(path_slip(path).has_value());
  }
}
