// What the schema lists by name is what the engine knows by name.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/manifest/parse_manifest.hpp"
#include "engine/model/oid.hpp"
#include "engine/model/rule.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

nlohmann::json schema() {
  return nlohmann::json::parse(as_text(read_file(source_file("schemas/manifest.schema.json"))));
}

}  // namespace

TEST_CASE("the schema's policy names every rule that has a level to set", "[schemas]") {
  const auto properties = schema()["properties"]["policy"]["properties"];
  std::size_t configurable = 0;
  for (const Rule& rule : rules()) {
    CAPTURE(rule.name);
    CHECK(properties.contains(std::string(rule.name)) == rule.configurable);
    configurable += rule.configurable ? 1 : 0;
  }
  CHECK(properties.size() == configurable + 2);  // max_removals, protect
}

TEST_CASE("the schema's levels and purposes are known by these names", "[schemas]") {
  const auto definitions = schema()["$defs"];
  for (const std::string level : definitions["level"]["enum"]) {
    CHECK(parse_level(level).has_value());
  }
  const auto purposes = definitions["purposes"]["oneOf"][1]["items"]["anyOf"][0]["enum"];
  CHECK(purposes.size() > 20);
  for (const std::string purpose : purposes) {
    CAPTURE(purpose);
    const auto oid = Oid::parse(purpose);
    REQUIRE(oid.has_value());
    CHECK(oid->purpose_name() == purpose);
  }
}

TEST_CASE("the schema describes everything that it takes", "[schemas]") {
  const auto whole = schema();
  for (const auto& [name, property] : whole["properties"].items()) {
    CAPTURE(name);
    CHECK(property.contains("description"));
  }
}
