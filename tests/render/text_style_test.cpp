#include "engine/render/text_style.hpp"

#include <catch2/catch.hpp>

#include "engine/render/change_lines.hpp"

using namespace trustctl;

TEST_CASE("the width of text is counted in cells", "[style]") {
  CHECK(display_width("Lab Root") == 8);
  CHECK(display_width("K\u00F6ln") == 4);
  CHECK(display_width("\u6F22\u53E3") == 4);  // two wide characters
  CHECK(display_width("o\u0308") == 1);       // o and a combining mark
  CHECK(display_width("\xE6\xBC") <= 2);      // cut short: no read past the end
}

TEST_CASE("a line reaches from edge to edge whatever its letters are", "[style]") {
  CHECK(display_width(left_and_right("  + \u6F22\u53E3", "site.yaml:12")) == text_width);
  CHECK(left_and_right(std::string(90, 'x'), "y") == std::string(90, 'x') + "  y");
  CHECK(left_and_right("x", "") == "x");
}

TEST_CASE("phrases flow into lines of 80 cells", "[style]") {
  const std::vector<std::string> phrases(9, std::string(20, 'p'));

  const std::string text = flowed(phrases, 6);

  CHECK(text.substr(0, 6) == "      ");
  CHECK(text.find('\n') == 6 + 3 * 20 + 2 * 3);
  CHECK(flowed({}, 6).empty());
}
