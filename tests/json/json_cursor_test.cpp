#include "engine/json/json_cursor.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/model/bytes.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;

TEST_CASE("the cursor takes what is JSON and refuses what is not", "[json]") {
  const auto data = test::test_data("json-suite");
  if (!data) {
    return;
  }
  for (const auto& file : std::filesystem::directory_iterator(*data)) {
    const std::string name = file.path().filename().string();
    const Bytes bytes = test::read_file(file.path());
    JsonCursor cursor(as_text(bytes), name);
    cursor.skip();
    cursor.finish();
    CAPTURE(name);
    if (name.starts_with("y_object_duplicated_key")) {
      CHECK(cursor.error().has_value());  // JSON to RFC 8259, and never what anybody meant
    } else if (name.starts_with("y_")) {
      CHECK_FALSE(cursor.error().has_value());
    } else if (name.starts_with("n_")) {
      CHECK(cursor.error().has_value());
    }
  }
}

TEST_CASE("the cursor reads true and false, and nothing else, as that", "[json]") {
  JsonCursor cursor("[true, false]", "x");
  cursor.enter_array();
  REQUIRE(cursor.next_item());
  CHECK(cursor.boolean());
  REQUIRE(cursor.next_item());
  CHECK_FALSE(cursor.boolean());
  CHECK_FALSE(cursor.next_item());
  cursor.finish();
  CHECK_FALSE(cursor.error().has_value());
  for (const char* other : {"null", "1", "\"true\"", "truth", "[]", ""}) {
    CAPTURE(other);
    JsonCursor wrong(other, "x");
    CHECK_FALSE(wrong.boolean());
    CHECK(wrong.error().has_value());
  }
}

TEST_CASE("the cursor reads every escape", "[json]") {
  JsonCursor cursor(R"(["a\"\\\/\b\f\n\r\t\u00fc\uD83D\uDD12z", "plain"])", "x");
  cursor.enter_array();
  REQUIRE(cursor.next_item());
  CHECK(cursor.string() == "a\"\\/\b\f\n\r\t\xC3\xBC\xF0\x9F\x94\x92z");
  REQUIRE(cursor.next_item());
  CHECK(cursor.string() == "plain");
  CHECK_FALSE(cursor.next_item());
  cursor.finish();
  CHECK_FALSE(cursor.error().has_value());
}

// At each place in a string: eight characters are looked at together.
TEST_CASE("the cursor finds what ends or breaks a string wherever it stands", "[json]") {
  for (std::size_t at = 0; at < 20; ++at) {
    const std::string plain(at, 'a');
    for (char c = 0; c < 0x20; ++c) {
      const std::string text = '"' + plain + c + "aaaaaaaaaaaaaaaa\"";
      JsonCursor cursor(text, "x");
      cursor.string();
      CHECK(cursor.error().has_value());
    }
    const std::string ended = '"' + plain + "\"aaaaaaaaaaaaaaaa";
    CHECK(JsonCursor(ended, "x").string() == plain);
    const std::string escaped = '"' + plain + "\\nbbbbbbbb\xC3\xBC\x7F !#[]^~\"";
    CHECK(JsonCursor(escaped, "x").string() == plain + "\nbbbbbbbb\xC3\xBC\x7F !#[]^~");
    const std::string broken = '"' + plain + "\xFF" + "aaaaaaaaaaaaaaaa\"";
    JsonCursor cursor(broken, "x");
    cursor.string();
    CHECK(cursor.error().has_value());
  }
}

TEST_CASE("the cursor refuses a key that stands twice in what it passes over", "[json]") {
  for (const std::string text :
       {R"({"a": 1, "b": 2, "a": 3})", R"([{"x": {"\u0061": 1, "a": 2}}])"}) {
    JsonCursor cursor(text, "x");
    cursor.skip();
    REQUIRE(cursor.error().has_value());
    CHECK(cursor.error()->message == "the key 'a' stands twice in one object");
  }
  const std::string apart = R"([{"a": {"a": 1}, "b": [{"a": 2}]}, {"a": 3}])";
  JsonCursor cursor(apart, "x");
  cursor.skip();
  CHECK_FALSE(cursor.error().has_value());
}

TEST_CASE("the cursor bounds how deep a value nests", "[json]") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  const std::string good = nested(128);
  JsonCursor fine(good, "x");
  fine.skip();
  CHECK_FALSE(fine.error().has_value());
  const std::string bad = nested(129);
  JsonCursor deep(bad, "x");
  deep.skip();
  CHECK(deep.error().has_value());
}
