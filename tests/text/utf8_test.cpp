#include "engine/text/utf8.hpp"

#include <catch2/catch.hpp>

using namespace trustctl;

namespace {

std::string utf8(char32_t character) {
  std::string text;
  append_utf8(text, character);
  return text;
}

}  // namespace

// The bytes are those of Unicode 15, table 3-7, at the edges of its rows.
TEST_CASE("a character is read back as it was written, at every edge of the encoding", "[text]") {
  const std::pair<char32_t, std::string> edges[] = {
      {0x00, std::string(1, '\0')},  {0x7F, "\x7F"},           {0x80, "\xC2\x80"},
      {0x7FF, "\xDF\xBF"},           {0x800, "\xE0\xA0\x80"},  {0xD7FF, "\xED\x9F\xBF"},
      {0xE000, "\xEE\x80\x80"},      {0xFFFF, "\xEF\xBF\xBF"}, {0x10000, "\xF0\x90\x80\x80"},
      {0x10FFFF, "\xF4\x8F\xBF\xBF"}};
  for (const auto& [character, bytes] : edges) {
    CHECK(utf8(character) == bytes);
    const Character read = first_character(bytes + "x");
    CHECK(read.value == character);
    CHECK(read.size == bytes.size());
    CHECK(is_utf8(bytes));
  }
}

TEST_CASE("what is not UTF-8 is no character", "[text]") {
  for (const char* bytes : {"\x80", "\xBF", "\xC0\xAF", "\xC1\xBF", "\xC2", "\xC2x", "\xE0\x9F\xBF",
                            "\xE2\x82", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    CHECK(first_character(bytes).size == 0);
    CHECK_FALSE(is_utf8(std::string("a") + bytes));
  }
}

TEST_CASE("half a surrogate pair is three bytes where it is kept", "[text]") {
  CHECK(utf8(0xD800) == "\xED\xA0\x80");
  CHECK(first_character("\xED\xA0\x80", Surrogates::kept).value == 0xD800);
  CHECK(first_character("\xED\xBF\xBF", Surrogates::kept).value == 0xDFFF);
}
