#include "providers/cryptoapi/entry_properties.hpp"

#include <catch2/catch.hpp>

#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::cryptoapi;

namespace {

SerializedElement windows_root() {
  const auto blob =
      test::read_file(test::source_file("tests/fixtures/serialized/windows-root.blob"));
  auto element = SerializedElement::parse(blob);
  REQUIRE(element);
  return *element;
}

void carry_out(SerializedElement& element, const Properties& after) {
  const auto changes = property_changes(read_properties(element).properties, after);
  REQUIRE(changes);
  for (const PropertyChange& change : *changes) {
    if (change.data) {
      element.set(change.id, *change.data);
    } else {
      element.erase(change.id);
    }
  }
}

}  // namespace

TEST_CASE("the raw properties of a Windows root are read in trustctl's words",
          "[entry_properties]") {
  const ReadProperties read = read_properties(windows_root());
  CHECK(read.properties.friendly_name == "Schärtz 漢 𝄞");
  CHECK(read.properties.description == "from the administrator");
  CHECK(read.properties.owners == std::set{*Site::parse("schertz.lab/base")});
  CHECK(read.properties.purposes == std::set{*Oid::parse("server_auth"), *Oid::parse("client_auth"),
                                             *Oid::parse("encrypting_file_system")});
  CHECK_FALSE(read.bad_purposes);
}

TEST_CASE("property 19 says that an entry is archived, whatever is in it", "[entry_properties]") {
  SerializedElement element = windows_root();
  CHECK_FALSE(read_properties(element).archived);
  element.set(19, {});
  CHECK(read_properties(element).archived);
}

TEST_CASE("a certificate without properties is good for all purposes and nobody's",
          "[entry_properties]") {
  SerializedElement element = windows_root();
  for (const std::uint32_t id : {9U, 11U, 13U}) {
    element.erase(id);
  }
  CHECK(read_properties(element).properties == Properties{});
}

TEST_CASE("purposes that do not decode are none at all, and said to be so", "[entry_properties]") {
  SerializedElement element = windows_root();
  element.set(property_id::purposes, {0x30, 0x05, 0x06});
  const ReadProperties read = read_properties(element);
  CHECK(read.bad_purposes);
  CHECK(read.properties.purposes == std::set<Oid>{});
}

TEST_CASE("only what differs is changed", "[entry_properties]") {
  const Properties before = read_properties(windows_root()).properties;
  CHECK(property_changes(before, before)->empty());

  Properties after = before;
  after.friendly_name = std::nullopt;
  const auto changes = property_changes(before, after);
  REQUIRE(changes);
  CHECK(*changes == std::vector{PropertyChange{11, std::nullopt}});
}

TEST_CASE("a new owner changes the description alone, and keeps its text", "[entry_properties]") {
  SerializedElement element = windows_root();
  Properties after = read_properties(element).properties;
  after.owners.insert(*Site::parse("a.lab"));

  const auto changes = property_changes(read_properties(element).properties, after);
  REQUIRE(changes);
  REQUIRE(changes->size() == 1);
  CHECK(changes->front().id == 13);
  carry_out(element, after);
  CHECK(read_properties(element).properties == after);
}

TEST_CASE("after any change the properties that nobody named are as they were, byte for byte",
          "[entry_properties]") {
  SerializedElement element = windows_root();
  carry_out(element, Properties{"another", "text", std::set<Oid>{}, {}});
  carry_out(element, read_properties(windows_root()).properties);

  const SerializedElement original = windows_root();
  for (const SerializedRecord& record : original.records()) {
    if (record.id != 9) {  // the set is written in its own order
      const Bytes* data = element.find(record.id);
      REQUIRE(data != nullptr);
      CHECK(*data == record.data);
    }
  }
  CHECK(read_properties(element).properties == read_properties(windows_root()).properties);
}

TEST_CASE("text that Windows cannot keep is refused, not cut", "[entry_properties]") {
  using namespace std::string_literals;
  CHECK_FALSE(property_changes({}, Properties{"a\0b"s, {}, {}, {}}));
  const auto bad = property_changes({}, Properties{{}, "\xFF"s, {}, {}});
  REQUIRE_FALSE(bad);
  CHECK(bad.error().message ==
        "the description is not UTF-8, or holds a NUL: Windows cannot keep it");
}

TEST_CASE("two readings of an entry are the same, whatever Windows computed in between",
          "[cryptoapi]") {
  const SerializedElement before = windows_root();
  SerializedElement after = before;
  constexpr std::uint32_t access_state = 14;
  after.set(access_state, {2, 0, 0, 0});
  CHECK(same_entry(before, after));

  constexpr std::uint32_t somebodys = 0x8001;
  after.set(somebodys, {1});
  CHECK_FALSE(same_entry(before, after));
}
