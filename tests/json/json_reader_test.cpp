#include "engine/json/json_reader.hpp"

#include <catch2/catch.hpp>

#include "engine/model/names.hpp"

using namespace trustctl;

namespace {

constexpr std::string_view document =
    R"({"plans": [{"store": "Root", "count": 18446744073709551615, "late": true},)"
    R"( {"odd": {"base64": "Yf8="}, "none": null}], "last": "x"})";

std::string error_of(const JsonReader& reader) {
  return reader.failed() ? reader.error().message : "";
}

}  // namespace

TEST_CASE("members are found in any order, and again", "[json]") {
  auto json = JsonReader::parse(document).value();
  CHECK(json.member("last").text() == "x");
  auto plans = json.member("plans").items();
  REQUIRE(plans.size() == 2);
  CHECK(plans[0].member("late").boolean());
  CHECK(plans[0].member("store").text() == "Root");
  CHECK(plans[0].member("store").parsed(StoreName::parse) == StoreName::root());
  CHECK(plans[0].member("count").number() == 18446744073709551615U);
  CHECK(plans[1].member("odd").text() == "a\xFF");
  CHECK(plans[1].member("none").is_null());
  CHECK(plans[1].keys() == std::vector<std::string>{"odd", "none"});
  CHECK_FALSE(json.failed());
}

TEST_CASE("the first thing that is not as expected is kept, with its place", "[json]") {
  const auto error = [](auto read) {
    auto json = JsonReader::parse(document).value();
    read(json);
    return error_of(json);
  };
  CHECK(error([](JsonReader& json) { json.member("first"); }) == "first: is missing");
  CHECK(error([](JsonReader& json) { json.member("plans").items()[1].member("store"); }) ==
        "plans[1].store: is missing");
  CHECK(error([](JsonReader& json) { json.member("plans").items()[0].member("store").number(); }) ==
        "plans[0].store: expected a whole number from 0");
  CHECK(error([](JsonReader& json) { json.member("last").member("x"); }) ==
        "last: expected a record");
  CHECK(error([](JsonReader& json) { json.member("last").items(); }) == "last: expected a list");
  CHECK(error([](JsonReader& json) { json.member("last").boolean(); }) ==
        "last: expected true or false");
  CHECK(error([](JsonReader& json) { json.member("plans").text(); }) == "plans: expected text");
  CHECK(error([](JsonReader& json) { json.allow_only({"plans"}); }) == "last: is not known here");
  CHECK(error([](JsonReader& json) {
          json.member("plans").expect("nothing");
          json.member("first");
        }) == "plans: expected nothing");
  CHECK(error([](JsonReader& json) {
          json.allow_unknown_keys();
          json.allow_only({"plans"});
        }).empty());
}

TEST_CASE("only whole numbers from 0 that fit are numbers to the reader", "[json]") {
  for (const std::string text : {"-1", "1.0", "1e2", "18446744073709551616", "\"1\"", "null"}) {
    auto json = JsonReader::parse(text).value();
    json.number();
    INFO(text);
    CHECK(json.failed());
  }
  CHECK(JsonReader::parse("0").value().number() == 0);
}

TEST_CASE("what is no JSON is refused as a whole, with the line and the column", "[json]") {
  CHECK(JsonReader::parse("").error().message ==
        "this is no JSON: it ends where a value is expected (line 1, column 1)");
  CHECK(JsonReader::parse("{\n  \"a\": nil}").error().message ==
        "this is no JSON: expected a value (line 2, column 8)");
  CHECK(JsonReader::parse("[1] 2").error().message ==
        "this is no JSON: something follows the end (line 1, column 5)");
  CHECK(JsonReader::parse(R"({"a": 1, "a": 2})").error().message ==
        "this is no JSON: the key 'a' stands twice in one object (line 1, column 16)");
  CHECK_FALSE(JsonReader::parse(std::string(200000, '[')));
}
