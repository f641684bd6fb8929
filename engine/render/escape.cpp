#include "engine/render/escape.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/text/code_points.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// What a terminal acts on or does not show: C0, DEL, C1; and of Unicode 15 the bidi controls, the
// format characters (Cf) that are drawn as nothing, line and paragraph separators, variation
// selectors, fillers and tags. And U+FFFE and U+FFFF, which are no characters, and which YAML
// (5.1) and XML do not let stand in a text. Sorted.
constexpr std::array<CodePoints, 21> unsafe = {{
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},
    {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
    {0xFFFE, 0xFFFF},   {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
    {0xE0000, 0xE0FFF},
}};

std::string escaped(char32_t c) {
  if (c < 0x80) {
    return "\\x" + hex(c, 2);
  }
  return "\\u{" + hex(c, 4) + '}';
}

}  // namespace

bool is_unsafe(char32_t c) { return contains(unsafe, c); }

namespace {

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Whether what stands behind backslashes would make an escape of the last one: text that looks like
// one, or what becomes one.
bool begins_as_escape(std::string_view text) {
  if (text.empty()) {
    return false;
  }
  const Character next = first_character(text);
  return next.size == 0 || is_unsafe(next.value) || text.starts_with("u{") ||
         (text.size() > 2 && text[0] == 'x' && is_hex_digit(text[1]) && is_hex_digit(text[2]));
}

}  // namespace

std::string escape(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    std::size_t size = std::max<std::size_t>(character.size, 1);
    if (character.size == 0) {
      safe += "\\x" + hex(static_cast<unsigned char>(text.front()), 2);
    } else if (character.value == '\\') {
      size = std::min(text.find_first_not_of('\\'), text.size());  // all of them in a row
      const bool twice = begins_as_escape(text.substr(size));
      safe.append(twice ? 2 * size : size, '\\');
    } else if (is_unsafe(character.value)) {
      safe += escaped(character.value);
    } else {
      safe += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return safe;
}

}  // namespace trustctl
