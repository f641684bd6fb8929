#include "engine/text/character_name.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support/support.hpp"

using namespace trustctl;

TEST_CASE("a character is named by its code point, and as Unicode names it", "[text]") {
  CHECK(character_name(0x2013) == "U+2013 EN DASH");
  CHECK(character_name(0x202F) == "U+202F NARROW NO-BREAK SPACE");
  CHECK(character_name('x') == "'x' (U+0078)");
  CHECK(character_name('\t') == "U+0009");
  CHECK(character_name(0x6F22) == "U+6F22");
  CHECK(character_name(0x1F600) == "U+1F600");
  CHECK(first_character_name("\xE2\x80\x93-") == "U+2013 EN DASH");
  CHECK(first_character_name("\xFFz") == "the byte 0xFF, which is not UTF-8");
}

TEST_CASE("the names are those of the Unicode Character Database", "[text]") {
  const auto python = test::run(
      "python3 -c 'import unicodedata\n"
      "for c in range(0xa0, 0x10000): print(c, unicodedata.name(chr(c), \"\"))'");
  if (python.exit_code != 0) {
    return test::skip("python3 with unicodedata is not here");
  }
  std::istringstream lines(python.out);
  std::size_t compared = 0;
  std::uint32_t code = 0;
  for (std::string name; lines >> code && std::getline(lines, name);) {
    const std::string ours = character_name(code);
    if (const std::size_t blank = ours.find(' '); blank != std::string::npos) {
      CHECK(ours.substr(blank) == name);
      ++compared;
    }
  }
  CHECK(compared == 44);
}

TEST_CASE("a mark that nobody sees is known, and a blank or a letter is none", "[text]") {
  for (const std::string_view mark : {"\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F",
                                      "\xE2\x80\xAA", "\xE2\x80\xAF", "\xEF\xBB\xBF"}) {
    CHECK(invisible_mark(mark) == mark.size());
  }
  for (const std::string_view other : {" ", "a", "\xE2\x80\x93", "\xE2\x80\xB0", "\xFF"}) {
    CHECK(invisible_mark(other) == 0);
  }
}
