#include "engine/render/text_style.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/text/code_points.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// Unicode 15, EastAsianWidth.txt: W and F, neighbours joined.
constexpr std::array<CodePoints, 10> wide = {{{0x1100, 0x115F},
                                              {0x2E80, 0x303E},
                                              {0x3041, 0xA4CF},
                                              {0xAC00, 0xD7A3},
                                              {0xF900, 0xFAFF},
                                              {0xFE30, 0xFE6F},
                                              {0xFF00, 0xFF60},
                                              {0xFFE0, 0xFFE6},
                                              {0x1F300, 0x1FAFF},
                                              {0x20000, 0x3FFFD}}};
// The blocks that hold combining marks alone.
constexpr std::array<CodePoints, 5> combining = {
    {{0x0300, 0x036F}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F}}};

std::size_t cells(char32_t c) {
  constexpr char32_t first_combining = 0x0300;
  if (c < first_combining) {
    return 1;
  }
  if (contains(combining, c)) {
    return 0;
  }
  return contains(wide, c) ? 2 : 1;
}

std::string_view sequence_of(Colour colour) {
  switch (colour) {
    case Colour::red:
      return "\x1b[31m";
    case Colour::green:
      return "\x1b[32m";
    case Colour::yellow:
      return "\x1b[33m";
    case Colour::blue:
      return "\x1b[34m";
    case Colour::bold:
      return "\x1b[1m";
    case Colour::dim:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::string paint(std::string_view text, Colour colour, Colours colours) {
  if (colours == Colours::off || text.empty()) {
    return std::string(text);
  }
  std::string painted(sequence_of(colour));
  painted += text;
  painted += "\x1b[0m";
  return painted;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character next = first_character(text);
    width += cells(next.value);
    text.remove_prefix(std::max<std::size_t>(next.size, 1));
  }
  return width;
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  std::string line(text);
  line.append(taken < width ? width - taken : 1, ' ');
  return line;
}

std::string left_and_right(std::string_view left, std::string_view right) {
  if (right.empty()) {
    return std::string(left);
  }
  const std::size_t taken = display_width(left) + display_width(right);
  std::string line(left);
  line.append(taken + 2 < text_width ? text_width - taken : 2, ' ');
  line += right;
  return line;
}

}  // namespace trustctl
