#include "engine/text/words.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "engine/text/encoding.hpp"

using namespace trustctl;

TEST_CASE("one is counted without a plural, none and many with it", "[text]") {
  CHECK(counted(0, "certificate") == "0 certificates");
  CHECK(counted(1, "certificate") == "1 certificate");
  CHECK(counted(12, "certificate") == "12 certificates");
  CHECK(counted(1, "entry", "entries") == "1 entry");
  CHECK(counted(2, "entry", "entries") == "2 entries");
}

TEST_CASE("a list has commas between its texts alone", "[text]") {
  CHECK(listed(std::vector<std::string>()).empty());
  CHECK(listed(std::vector<std::string>{"a"}) == "a");
  CHECK(listed(std::vector<std::string_view>{"a", "b", "c"}) == "a, b, c");
}

TEST_CASE("UTF-16 is known by its mark or its NULs, and a mark of UTF-8 is taken off", "[text]") {
  CHECK(is_utf16("\xFF\xFE"));
  CHECK(is_utf16("\xFE\xFFx"));
  CHECK(is_utf16(std::string_view("a\0", 2)));
  CHECK(is_utf16(std::string_view("\0a", 2)));
  CHECK_FALSE(is_utf16(""));
  CHECK_FALSE(is_utf16("a"));
  CHECK_FALSE(is_utf16("ab"));
  CHECK_FALSE(is_utf16(std::string_view("\0\0", 2)));
  CHECK(without_byte_order_mark("\xEF\xBB\xBFx") == "x");
  CHECK(without_byte_order_mark("\xEF\xBB") == "\xEF\xBB");
}
