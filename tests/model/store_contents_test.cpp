#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "engine/model/capabilities.hpp"
#include "engine/model/change.hpp"
#include "engine/model/store_contents.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

namespace {

// Any bytes are a certificate.
Certificate certificate(std::string_view text) { return Certificate::from_bytes(as_bytes(text)); }

Entry entry(std::string_view text, std::string place, Origin origin = Origin::local) {
  return {certificate(text), origin, {{std::move(place)}}};
}

}  // namespace

TEST_CASE("a store's entries are sorted by SHA-256 and origin", "[model]") {
  const StoreContents store({entry("a", "1"), entry("b", "2", Origin::vendor), entry("c", "3"),
                             entry("b", "4", Origin::local), entry("b", "5", Origin::policy)});

  const auto entries = store.entries();
  REQUIRE(entries.size() == 5);
  CHECK(std::is_sorted(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.certificate.fingerprint().hex() < b.certificate.fingerprint().hex();
  }));
  const auto all = store.find(Fingerprint::of(as_bytes("b")));
  REQUIRE(all.size() == 3);
  CHECK(all[0].origin == Origin::local);
  CHECK(all[2].origin == Origin::vendor);
}

TEST_CASE("the same certificate twice is one entry with all its places", "[model]") {
  Entry second = entry("a", "y");
  second.places.front().properties = named("second");
  Entry third = entry("a", "x");
  third.places.front().properties = named("third");
  const StoreContents store({entry("a", "z"), second, third, entry("a", "z")});

  REQUIRE(store.entries().size() == 1);
  const Entry& merged = store.entries()[0];
  REQUIRE(merged.places.size() == 3);
  CHECK(merged.places[0].name == "x");
  CHECK(merged.places[0].properties == named("third"));
  CHECK(merged.places[1].properties == named("second"));
  CHECK(merged.places[2].properties == Properties{});
  CHECK(merged.properties() == named("third"));  // of the first place that says anything
}

TEST_CASE("an entry is found by certificate and origin, and by nothing else", "[model]") {
  const StoreContents store({entry("a", "1", Origin::policy)});

  CHECK(store.find(Fingerprint::of(as_bytes("a")), Origin::policy) == &store.entries()[0]);
  CHECK(store.find(Fingerprint::of(as_bytes("a")), Origin::local) == nullptr);
  CHECK(store.find(Fingerprint::of(as_bytes("b")), Origin::policy) == nullptr);
  CHECK(StoreContents().find(Fingerprint::of(as_bytes("a"))).empty());
}

TEST_CASE("a selection holds the stores it names, and all when it names none", "[model]") {
  CHECK(Selection{}.contains(StoreName::root()));
  const Selection roots{std::set{StoreName::root()}};
  CHECK(roots.contains(*StoreName::parse("root")));
  CHECK_FALSE(roots.contains(StoreName::ca()));
}

TEST_CASE("what a store cannot hold is dropped from properties, and nothing else", "[model]") {
  Properties all = named("name");
  all.description = "text";
  all.purposes = std::set{*Oid::parse("server_auth"), *Oid::parse("1.2.3")};
  all.owners = {*Site::parse("site")};

  const StoreRule nothing{true, {}, std::nullopt};
  CHECK(held_by(nothing, all) == Properties{});

  const StoreRule some{true,
                       {Field::friendly_name, Field::purposes},
                       std::set{*Oid::parse("server_auth"), *Oid::parse("client_auth")}};
  const Properties held = held_by(some, all);
  CHECK(held.friendly_name == "name");
  CHECK_FALSE(held.description.has_value());
  CHECK(held.owners.empty());
  CHECK(held.purposes == std::set{*Oid::parse("server_auth")});
}

TEST_CASE("a store that is not named has the rule of the others, if there is one", "[model]") {
  Capabilities capabilities;
  capabilities.stores[StoreName::root()] = {false, {}, std::nullopt};
  CHECK(capabilities.rule_for(StoreName::ca()) == nullptr);

  capabilities.other_stores = StoreRule{};
  REQUIRE(capabilities.rule_for(StoreName::ca()) != nullptr);
  CHECK(capabilities.rule_for(StoreName::ca())->writable);
  CHECK_FALSE(capabilities.rule_for(*StoreName::parse("ROOT"))->writable);
}

TEST_CASE("a change tells its store and certificate, whatever it does", "[model]") {
  const Certificate one = certificate("a");
  const std::vector<Change> changes = {Add{StoreName::ca(), one, {}},
                                       Update{StoreName::ca(), one, {}, named("x")},
                                       Remove{StoreName::ca(), one, {}}};
  for (const Change& change : changes) {
    CHECK(store_of(change) == StoreName::ca());
    CHECK(certificate_of(change) == one);
  }
}

TEST_CASE("a store is complete unless something in it could not be read", "[model]") {
  const auto with = [](RuleId rule, std::optional<Fingerprint> known = std::nullopt) {
    Finding finding{rule, Level::warning, "Root/notes.txt"};
    finding.certificate = known;
    return StoreContents({entry("a", "1")}, {finding}).is_complete();
  };

  CHECK(StoreContents().is_complete());
  CHECK_FALSE(with(RuleId::unreadable_file));
  CHECK_FALSE(with(RuleId::undecodable));
  CHECK(with(RuleId::junk));
  CHECK(with(RuleId::undecodable, Fingerprint::of(as_bytes("a"))));  // only a property of an entry
}

}  // namespace trustctl::test
