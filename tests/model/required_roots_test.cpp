#include "engine/model/required_roots.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "engine/formats/certificate_source.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

TEST_CASE("the list of roots that Windows needs is whole and well formed", "[required_roots]") {
  CHECK(required_roots().size() == 12);  // KB 293781: eight, and four more since Windows 10
  std::set<std::string_view> thumbprints;
  for (const RequiredRoot& root : required_roots()) {
    INFO(root.name);
    const auto thumbprint = Thumbprint::parse(root.thumbprint);
    REQUIRE(thumbprint);
    CHECK(thumbprint->hex() == root.thumbprint);
    CHECK(thumbprints.insert(root.thumbprint).second);
    if (!root.sha256.empty()) {
      const auto fingerprint = Fingerprint::parse(root.sha256);
      REQUIRE(fingerprint);
      CHECK(fingerprint->hex() == root.sha256);
    }
  }
}

TEST_CASE("a root that only shares a serial number is not Windows' own", "[required_roots]") {
  test::TemporaryFolder folder;
  const std::string der = (folder.path() / "root.der").string();
  const auto made = test::run(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj '/CN=Thawte Timestamping "
      "CA' -set_serial 0x79ad16a14aa0a5ad4c7358f407132e65 -days 10 -outform DER -out " +
      der);
  REQUIRE(made.exit_code == 0);
  CHECK_FALSE(is_required_by_windows(Certificate::from_bytes(test::read_file(der))));
}

TEST_CASE("an ordinary root is not Windows' own", "[required_roots]") {
  const auto roots =
      read_certificates(test::read_file(test::source_file("tests/fixtures/bundle.pem")));
  REQUIRE(roots);
  for (const Certificate& root : *roots) {
    CHECK_FALSE(is_required_by_windows(root));
  }
}
