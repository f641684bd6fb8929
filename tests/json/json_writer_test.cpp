#include "engine/json/json_writer.hpp"

#include <catch2/catch.hpp>

using trustctl::JsonWriter;

namespace {

std::string written(std::string_view text) {
  JsonWriter json;
  json.label(text);
  std::string document = json.take();
  document.pop_back();  // the line break
  return document;
}

}  // namespace

TEST_CASE("JSON is written in ASCII alone", "[json]") {
  CHECK(written("K\u00F6ln \u6F22\u53E3") == R"("K\u00f6ln \u6f22\u53e3")");
  CHECK(written("\U0001F600") == R"("\ud83d\ude00")");
  CHECK(written("\x1b[31m\x7f") == R"("\u001b[31m\u007f")");
  CHECK(written("a\"b\\c\n") == R"("a\"b\\c\n")");
}

TEST_CASE("bytes that are not UTF-8 become the replacement character", "[json]") {
  CHECK(written("a\xFFz") == R"("a\ufffdz")");
  CHECK(written("\xC3") == R"("\ufffd")");
  CHECK(written("\xC0\xAF") == R"("\ufffd\ufffd")");
  CHECK(written("\xED\xA0\x80") == R"("\ufffd\ufffd\ufffd")");
  CHECK(written("\xE2\x82") == R"("\ufffd\ufffd")");
}

TEST_CASE("objects and arrays nest, and empty ones stay on their line", "[json]") {
  JsonWriter json;
  json.begin_object();
  json.member("a", "x");
  json.key("b");
  json.begin_array();
  json.number(-1);
  json.boolean(true);
  json.end_array();
  json.key("c");
  json.begin_array();
  json.end_array();
  json.member_or_null("d", std::nullopt);
  json.end_object();

  CHECK(
      json.take() ==
      "{\n  \"a\": \"x\",\n  \"b\": [\n    -1,\n    true\n  ],\n  \"c\": [],\n  \"d\": null\n}\n");
}

TEST_CASE("each item of rows stands on one line", "[json]") {
  JsonWriter json;
  json.begin_object().key("rows").begin_array(JsonWriter::Layout::rows);
  json.begin_object().key("a").number(1).key("b").begin_array().null().boolean(false).end_array();
  json.end_object().begin_array().end_array().end_array();
  json.key("compact").begin_object(JsonWriter::Layout::compact).member("c", "d").end_object();
  json.end_object();

  CHECK(json.take() ==
        "{\n  \"rows\": [\n    {\"a\": 1, \"b\": [null, false]},\n    []\n  ],\n"
        "  \"compact\": {\"c\": \"d\"}\n}\n");
}

TEST_CASE("text that must read back is Base64 where it is not UTF-8", "[json]") {
  JsonWriter json;
  json.begin_array().text("K\u00F6ln").text("a\xFF").text_or_null(std::nullopt).end_array();

  CHECK(json.json() == "[\n  \"K\\u00f6ln\",\n  {\"base64\": \"Yf8=\"},\n  null\n]");
}
