#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "engine/model/names.hpp"

namespace trustctl::test {

TEST_CASE("a store is known by its name, its display name and .NET's, in any case", "[model]") {
  for (const char* const text :
       {"CA", "ca", "CertificateAuthority", "certificateauthority",
        "Intermediate Certification Authorities", "intermediate certification authorities"}) {
    INFO(text);
    const auto name = StoreName::parse(text);
    REQUIRE(name.has_value());
    CHECK(*name == StoreName::ca());
    CHECK(name->text() == "CA");
    CHECK(name->display_name() == "Intermediate Certification Authorities");
  }
}

TEST_CASE("every known store reads by its name and by its display name", "[model]") {
  std::set<StoreName> names;
  for (const StoreName& store : well_known_stores()) {
    CHECK(StoreName::parse(store.text()) == store);
    CHECK(StoreName::parse(store.display_name()) == store);
    names.insert(store);
  }
  CHECK(names.size() == 17);
}

TEST_CASE("a custom store keeps its spelling, and compares without case", "[model]") {
  const auto name = StoreName::parse("My Own.Store-2_x");
  REQUIRE(name.has_value());
  CHECK(name->text() == "My Own.Store-2_x");
  CHECK(name->display_name().empty());
  CHECK(name->holds_authorities());
  CHECK(*name == *StoreName::parse("MY OWN.STORE-2_X"));
}

TEST_CASE("what could leave its folder or lie to a terminal is no store name", "[model]") {
  const std::string longest(64, 'a');
  CHECK(StoreName::parse(longest).has_value());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("a/b"), std::string("a\\b"),
        std::string("-a"), std::string(" a"), std::string("a\n"), std::string("a\0b", 3),
        std::string("R\xC3\xB6ot"), longest + "a"}) {
    INFO(text);
    CHECK_FALSE(StoreName::parse(text).has_value());
  }
}

TEST_CASE("rules about authorities leave stores of other certificates alone", "[model]") {
  for (const char* const text : {"TrustedPublisher", "TrustedPeople", "Disallowed", "My",
                                 "AddressBook", "REQUEST", "WebHosting", "TrustedDevices"}) {
    CHECK_FALSE(StoreName::parse(text)->holds_authorities());
  }
  for (const char* const text : {"Root", "CA", "AuthRoot", "Trust", "ClientAuthIssuer"}) {
    CHECK(StoreName::parse(text)->holds_authorities());
  }
}

TEST_CASE("a site is a word with slashes, and case counts", "[model]") {
  CHECK(Site::parse("schertz.lab/base")->text() == "schertz.lab/base");
  CHECK(Site::parse("A") != Site::parse("a"));
  for (const std::string& text :
       {std::string(), std::string("/a"), std::string("a b"), std::string("a,b"), std::string("a]"),
        std::string("a=b"), std::string(129, 'a')}) {
    INFO(text);
    CHECK_FALSE(Site::parse(text).has_value());
  }
}

}  // namespace trustctl::test
