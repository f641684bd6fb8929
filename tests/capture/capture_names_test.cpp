#include "engine/capture/capture_names.hpp"

#include <catch2/catch.hpp>

#include "engine/manifest/form.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Names = std::vector<std::string>;

TEST_CASE("a certificate is called by its label", "[capture]") {
  CHECK(capture_names({fixture("lab-root"), fixture("server")}) ==
        Names{"lab-root-ca", "server-lab-example"});
}

TEST_CASE("certificates of one label bear their digest, in any order", "[capture]") {
  const Certificate root = fixture("lab-root");
  const Certificate impostor = fixture("impostor-root");
  const std::string first = "lab-root-ca-" + root.fingerprint().hex().substr(0, 8);
  const std::string second = "lab-root-ca-" + impostor.fingerprint().hex().substr(0, 8);

  CHECK(capture_names({root, impostor}) == Names{first, second});
  CHECK(capture_names({impostor, root}) == Names{second, first});
}

TEST_CASE("a certificate that comes twice is numbered", "[capture]") {
  CHECK(capture_names({fixture("lab-root"), fixture("lab-root")}) ==
        Names{"lab-root-ca", "lab-root-ca-2"});
}

TEST_CASE("hostile labels give names that a manifest and a file system take", "[capture]") {
  for (const std::string name : {"odd-escape", "odd-nul", "odd-newline", "odd-bidi"}) {
    const Names names = capture_names({fixture(name)});
    INFO(names[0]);
    CHECK(is_name(names[0]));
    CHECK(names[0].find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
  }
}
