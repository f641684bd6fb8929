#include "engine/model/compromised_keys.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("the list of compromised keys is well formed, and names each key once",
          "[compromised_keys]") {
  std::set<std::string_view> digests;
  for (const CompromisedKey& key : compromised_keys()) {
    INFO(key.of);
    const auto digest = Fingerprint::parse(key.sha256);
    REQUIRE(digest);
    CHECK(digest->hex() == key.sha256);
    CHECK(digests.insert(key.sha256).second);
    CHECK(key.modulus_end != 0);
    CHECK_FALSE(key.source.empty());
  }
}

TEST_CASE("an ordinary certificate has no compromised key", "[compromised_keys]") {
  for (const char* const name : {"lab-root", "ed25519-root", "server", "lint/rsa-2048-root"}) {
    INFO(name);
    CHECK(find_compromised_key(fixture(name)) == nullptr);
  }
  CHECK(find_compromised_key(blob("no certificate")) == nullptr);
}
