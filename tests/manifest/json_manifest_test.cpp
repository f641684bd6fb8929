// Manifests that are JSON.
#include <catch2/catch.hpp>

#include "engine/manifest/parse_manifest.hpp"
#include "tests/manifest/manifest_text.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Lines = std::vector<std::string>;

namespace {

std::string json(const std::string& friendly_name, const std::string& more = "") {
  return "{ \"version\": 1,\n  \"site\": \"lab\",\n  \"certificates\": { \"root\": { \"source\": "
         "\"root.cer\",\n    \"sha256\": \"" +
         std::string(64, 'a') + "\",\n    \"friendly_name\": \"" + friendly_name +
         "\" } },\n  \"chains\": { \"lab\": { \"certificates\": [ \"root\" ] } }" + more + " }\n";
}

std::string friendly_name(const Manifest& manifest) {
  return std::get<std::string>(manifest.certificates.at(0).wishes.friendly_name);
}

}  // namespace

TEST_CASE("two escapes of JSON that are one character are one character", "[manifest]") {
  CHECK(friendly_name(parsed(json("K\\u00f6ln \\ud83d\\ude00"))) == "K\u00f6ln \U0001F600");
  CHECK(friendly_name(parsed("\xEF\xBB\xBF\n" + json("\\/ \\t"))) == "/ \t");
}

TEST_CASE("half a surrogate pair is an error with its place", "[manifest]") {
  const auto half = parse_manifest(json("a \\ud83d b"), "site.json");
  REQUIRE_FALSE(half);
  CHECK(half.error().front().where == Location{"site.json", 5, 25});
  const Lines yaml = errors_of(json("a \\ud83d b"));
  REQUIRE(yaml.size() == 1);
  CHECK(yaml.front().starts_with("5:"));
  CHECK_THAT(yaml.front(), Catch::EndsWith("invalid unicode: 55357"));
}

TEST_CASE("what is wrong in JSON is told at its line and column, in characters", "[manifest]") {
  CHECK(errors_of(json("x", ",\n  \"\u00fc\u00fc\": 1, \"stroes\": []")).size() == 2);
  const Lines errors = errors_of(json("x", ",\n  \"\u00fc\u00fc\": 1, \"stroes\": []"));
  CHECK(errors.front().starts_with("7:3 unknown key '\u00fc\u00fc' in the manifest"));
  CHECK(errors.back().starts_with("7:12 unknown key 'stroes' in the manifest"));
  const Lines number = errors_of("{\"version\": 2,\n \"site\": 7, \"chains\": null }");
  REQUIRE(number.size() >= 2);
  CHECK(number.front().starts_with("1:13 "));
  CHECK(number[1] ==
        "2:10 'site' must be text, and is the number 7; put it in quotes if it is meant as text");
}

TEST_CASE("a file of JSON that is none says where, and other braces are YAML", "[manifest]") {
  const auto broken = parse_manifest("{ \"version\": 1,\n  \"site\" 2 }", "site.json");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().front().where == Location{"site.json", 2, 10});
  CHECK(friendly_name(parsed("{ version: 1, site: lab, certificates: { root: { source: root.cer, "
                             "sha256: " +
                             std::string(64, 'a') +
                             ", friendly_name: '\\ud83d' } }, chains: { lab: { certificates: "
                             "[root] } } }")) == "\\ud83d");
}

TEST_CASE("JSON has the bounds of YAML", "[manifest]") {
  const auto nested =
      parse_manifest("{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}", "m.yaml");
  REQUIRE_FALSE(nested);
  CHECK(lines_of(nested.error()) == Lines{"1:37 the file nests deeper than 32 levels"});
  std::string many = "{\"a\":[0";
  for (int i = 0; i < 200'000; ++i) {
    many += ",0";
  }
  const auto large = parse_manifest(many + "]}", "m.yaml");
  REQUIRE_FALSE(large);
  CHECK(large.error().front().message == "the file holds more than 200000 values");
}
