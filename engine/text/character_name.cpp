#include "engine/text/character_name.hpp"

#include <algorithm>
#include <array>

#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

struct Named {
  char32_t character;
  std::string_view name;
};

constexpr std::array<Named, 44> named = {{
    {0x00A0, "NO-BREAK SPACE"},
    {0x00AB, "LEFT-POINTING DOUBLE ANGLE QUOTATION MARK"},
    {0x00AD, "SOFT HYPHEN"},
    {0x00BB, "RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK"},
    {0x2003, "EM SPACE"},
    {0x2007, "FIGURE SPACE"},
    {0x2009, "THIN SPACE"},
    {0x200B, "ZERO WIDTH SPACE"},
    {0x200C, "ZERO WIDTH NON-JOINER"},
    {0x200D, "ZERO WIDTH JOINER"},
    {0x200E, "LEFT-TO-RIGHT MARK"},
    {0x200F, "RIGHT-TO-LEFT MARK"},
    {0x2010, "HYPHEN"},
    {0x2011, "NON-BREAKING HYPHEN"},
    {0x2012, "FIGURE DASH"},
    {0x2013, "EN DASH"},
    {0x2014, "EM DASH"},
    {0x2015, "HORIZONTAL BAR"},
    {0x2018, "LEFT SINGLE QUOTATION MARK"},
    {0x2019, "RIGHT SINGLE QUOTATION MARK"},
    {0x201C, "LEFT DOUBLE QUOTATION MARK"},
    {0x201D, "RIGHT DOUBLE QUOTATION MARK"},
    {0x201E, "DOUBLE LOW-9 QUOTATION MARK"},
    {0x2026, "HORIZONTAL ELLIPSIS"},
    {0x2028, "LINE SEPARATOR"},
    {0x2029, "PARAGRAPH SEPARATOR"},
    {0x202A, "LEFT-TO-RIGHT EMBEDDING"},
    {0x202B, "RIGHT-TO-LEFT EMBEDDING"},
    {0x202C, "POP DIRECTIONAL FORMATTING"},
    {0x202D, "LEFT-TO-RIGHT OVERRIDE"},
    {0x202E, "RIGHT-TO-LEFT OVERRIDE"},
    {0x202F, "NARROW NO-BREAK SPACE"},
    {0x2060, "WORD JOINER"},
    {0x2066, "LEFT-TO-RIGHT ISOLATE"},
    {0x2067, "RIGHT-TO-LEFT ISOLATE"},
    {0x2068, "FIRST STRONG ISOLATE"},
    {0x2069, "POP DIRECTIONAL ISOLATE"},
    {0x2212, "MINUS SIGN"},
    {0x3000, "IDEOGRAPHIC SPACE"},
    {0xFE63, "SMALL HYPHEN-MINUS"},
    {0xFEFF, "ZERO WIDTH NO-BREAK SPACE"},
    {0xFF0D, "FULLWIDTH HYPHEN-MINUS"},
    {0xFF1A, "FULLWIDTH COLON"},
    {0xFFFD, "REPLACEMENT CHARACTER"},
}};

}  // namespace

std::string character_name(char32_t character) {
  const std::string code = "U+" + hex(character, 4, upper_hex);
  if (character > ' ' && character < 0x7F) {
    return std::string{'\'', static_cast<char>(character), '\''} + " (" + code + ")";
  }
  const auto* const found = std::find_if(
      named.begin(), named.end(), [&](const Named& one) { return one.character == character; });
  return found == named.end() ? code : code + ' ' + std::string(found->name);
}

std::string first_character_name(std::string_view text) {
  const Character first = first_character(text);
  return first.size > 0
             ? character_name(first.value)
             : "the byte 0x" + hex(static_cast<std::uint8_t>(text.front()), 2, upper_hex) +
                   ", which is not UTF-8";
}

std::size_t invisible_mark(std::string_view text) {
  const Character first = first_character(text);
  const char32_t c = first.value;
  const bool marks = c == 0xA0 || c == 0x200B || c == 0x200E || c == 0x200F ||
                     (c >= 0x202A && c <= 0x202F) || c == 0xFEFF;
  return marks ? first.size : 0;
}

}  // namespace trustctl
