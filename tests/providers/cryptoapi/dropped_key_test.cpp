#include "providers/cryptoapi/dropped_key.hpp"

#include <catch2/catch.hpp>

#include <optional>

#include "engine/formats/serialized_store.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::cryptoapi;

namespace {

// By `openssl x509 -fingerprint -sha1`.
std::string sha1_of_lab_root() {
  const auto printed = test::run("openssl x509 -noout -fingerprint -sha1 -inform DER -in " +
                                 test::source_file("tests/fixtures/lab-root.cer").string());
  REQUIRE(printed.exit_code == 0);
  return printed.out.substr(printed.out.find('=') + 1, 59);
}

std::string without_colons(std::string text) {
  std::erase(text, ':');
  return text;
}

Bytes blob_of_lab_root() {
  return SerializedElement::of(Certificate::from_bytes(test::read_file(
                                   test::source_file("tests/fixtures/lab-root.cer"))))
      .write();
}

bool contains(const std::optional<std::string>& text, std::string_view part) {
  return text && text->find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a key that no certificate stands for is dropped, in whatever case it is written",
          "[dropped_key]") {
  const std::string name = without_colons(sha1_of_lab_root());
  const std::set given = {*Thumbprint::parse(name)};
  const std::string other(40, '0');
  CHECK(dropped_keys({name, other, "no SHA-1"}, given) ==
        std::vector<std::string>{other, "no SHA-1"});
  CHECK(dropped_keys({Thumbprint::parse(name)->hex()}, given).empty());
  CHECK(dropped_keys({}, given).empty());
}

TEST_CASE("why a key is dropped is said", "[dropped_key]") {
  const std::string name = without_colons(sha1_of_lab_root());
  const Bytes blob = blob_of_lab_root();
  CHECK(contains(why_dropped(name, std::nullopt, false), "no value Blob"));
  const Bytes torn(blob.begin(), blob.end() - 1);
  CHECK(contains(why_dropped(name, torn, false), "is no certificate"));
  CHECK(contains(why_dropped(std::string(40, '0'), blob, true), Thumbprint::parse(name)->hex()));
  CHECK(contains(why_dropped(name, blob, false), "nothing that it can read"));
}

TEST_CASE("a key that Windows reads was not dropped: another program added it since",
          "[dropped_key]") {
  CHECK(why_dropped(without_colons(sha1_of_lab_root()), blob_of_lab_root(), true) == std::nullopt);
}
