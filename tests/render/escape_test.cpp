#include "engine/render/escape.hpp"

#include <catch2/catch.hpp>
#include <string>

using trustctl::escape;

namespace {

struct Row {
  std::string_view text;
  std::string_view escaped;
};

}  // namespace

TEST_CASE("letters of any script, and what is drawn, stay as they are", "[escape]") {
  const auto* const text =
      GENERATE("CN=Lab Root,O=Schertz", "Zürich", "Ελλάδα", "Москва", "日本語", "עברית", "العربية",
               "हिन्दी", "ไทย", "𐌰𐌱", "😀", "no\u00A0break", "");
  CHECK(escape(text) == text);
}

TEST_CASE("control characters are shown by their number", "[escape]") {
  CHECK(escape("\x1B[31m") == "\\x1b[31m");
  CHECK(escape(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(escape("a\nb\r\tc") == "a\\x0ab\\x0d\\x09c");
  CHECK(escape("\x7F") == "\\x7f");
  CHECK(escape("\u0085\u009B") == "\\u{0085}\\u{009b}");
}

TEST_CASE("what turns, splits or hides text is shown by its number", "[escape]") {
  const auto row = GENERATE(
      Row{"\u202Egpj.exe", "\\u{202e}gpj.exe"}, Row{"\u200B", "\\u{200b}"},
      Row{"\u200E", "\\u{200e}"}, Row{"\uFEFF", "\\u{feff}"}, Row{"\u2028", "\\u{2028}"},
      Row{"\u2029", "\\u{2029}"}, Row{"\u2066", "\\u{2066}"}, Row{"\u2069", "\\u{2069}"},
      Row{"\u061C", "\\u{061c}"}, Row{"\u00AD", "\\u{00ad}"}, Row{"\u2060", "\\u{2060}"},
      Row{"\uFE0F", "\\u{fe0f}"}, Row{"\u3164", "\\u{3164}"}, Row{"\U000E0041", "\\u{e0041}"},
      Row{"\U000E0100", "\\u{e0100}"}, Row{"\uFFF9", "\\u{fff9}"});
  CHECK(escape(row.text) == row.escaped);
}

TEST_CASE("the neighbours of what is hidden stay", "[escape]") {
  for (const std::string_view text : {"\u00A0", "\u200A", "\u2010", "\u2027", "\u202F", "\u205F",
                                      "\u2070", "\uFDFF", "\uFE10", "\uFFFC", "\uFFFD"}) {
    CHECK(escape(text) == text);
  }
}

TEST_CASE("bytes that are not UTF-8 are shown one by one", "[escape]") {
  const auto row =
      GENERATE(Row{"a\xFF"
                   "b",
                   "a\\xffb"},
               Row{"\xC3", "\\xc3"}, Row{"\xC3(", "\\xc3("}, Row{"\xE2\x82", "\\xe2\\x82"},
               Row{"\xC0\x80", "\\xc0\\x80"},                        // overlong NUL
               Row{"\xE0\x82\x9B", "\\xe0\\x82\\x9b"},               // overlong C1
               Row{"\xF0\x82\x82\xAC", "\\xf0\\x82\\x82\\xac"},      // overlong euro sign
               Row{"\xED\xA0\x80", "\\xed\\xa0\\x80"},               // a surrogate
               Row{"\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},      // over U+10FFFF
               Row{"\x80", "\\x80"}, Row{"\x9B[31m", "\\x9b[31m"});  // C1 in Latin-1
  CHECK(escape(row.text) == row.escaped);
}

TEST_CASE("backslashes are doubled where they would forge an escape, and only there", "[escape]") {
  const auto row = GENERATE(Row{"\\x1b", "\\\\x1b"}, Row{"\\u{202e}", "\\\\u{202e}"},
                            Row{"\\\\x1b", "\\\\\\\\x1b"}, Row{"\\\x1B", "\\\\\\x1b"},
                            Row{"\\\xFF", "\\\\\\xff"}, Row{"C:\\x1", "C:\\x1"},
                            Row{"C:\\xerox\\user", "C:\\xerox\\user"},
                            Row{"\\\\server\\share\\", "\\\\server\\share\\"}, Row{"\\", "\\"});
  CHECK(escape(row.text) == row.escaped);
}
