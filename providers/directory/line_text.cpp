#include "providers/directory/line_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "engine/text/code_points.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl::directory {

namespace {

constexpr std::string_view pem_dashes = "-----";
constexpr std::string_view escaped_blank = "\\x20";

// What is written as an escape, for ever: a file does not change because a later Unicode knows more
// characters that a terminal does not show. Sorted. (C0, DEL, C1, soft hyphen, joiners, fillers,
// bidi controls, separators, variation selectors, tags.)
constexpr std::array<CodePoints, 20> escaped_characters = {{
    {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x34F, 0x34F},
    {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
    {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
}};

bool is_escaped(char32_t c) { return contains(escaped_characters, c); }

std::string byte_escape(char32_t byte) { return "\\x" + hex(byte, 2); }

// What stands for a character that `rest` begins with, behind `before`.
std::string encoded(const Character& character, std::string_view rest, char before) {
  if (character.size == 0) {
    return byte_escape(static_cast<std::uint8_t>(rest.front()));
  }
  if (character.value == '\\') {
    return "\\\\";
  }
  if (character.value == '\n' && before != '\\') {  // (behind a backslash: \x0a, as ever)
    return "\\n";
  }
  if (rest.starts_with(pem_dashes)) {
    return byte_escape('-');
  }
  if (!is_escaped(character.value)) {
    return std::string(rest.substr(0, character.size));
  }
  return character.value < 0x80 ? byte_escape(character.value)
                                : "\\u{" + hex(character.value, 4) + '}';
}

std::optional<char32_t> parse_hexadecimal(std::string_view digits) {
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  return whole ? std::optional<char32_t>(value) : std::nullopt;
}

// Takes what a backslash began off the front of `rest`. False where it is no escape of ours.
bool decode_escape(std::string_view& rest, std::string& text) {
  std::size_t length = 1;
  if (rest.starts_with('\\')) {
    text += '\\';
  } else if (rest.starts_with('n')) {
    text += '\n';
  } else if (rest.starts_with('x')) {
    length = 3;
    const auto byte = parse_hexadecimal(rest.substr(1, 2));
    if (rest.size() < length || !byte) {
      return false;
    }
    text += static_cast<char>(*byte);
  } else if (rest.starts_with("u{")) {
    length = rest.find('}') + 1;
    constexpr std::size_t longest = sizeof("u{10ffff}") - 1;
    const auto character = length == 0 || length > longest
                               ? std::nullopt
                               : parse_hexadecimal(rest.substr(2, length - 3));
    if (!character || *character > 0x10FFFF) {
      return false;
    }
    append_utf8(text, *character);
  } else {
    return false;
  }
  rest.remove_prefix(length);
  return true;
}

}  // namespace

std::string encode_line(std::string_view text) {
  std::string line;
  char before = '\0';
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    line += encoded(character, text, before);
    before = text[size - 1];
    text.remove_prefix(size);
  }
  if (line.ends_with(' ')) {
    line.replace(line.size() - 1, 1, escaped_blank);
  }
  if (line.starts_with(' ')) {
    line.replace(0, 1, escaped_blank);
  }
  return line;
}

std::optional<std::string> decode_line(std::string_view line) {
  std::string text;
  text.reserve(line.size());
  while (!line.empty()) {
    const char c = line.front();
    line.remove_prefix(1);
    if (c != '\\') {
      text += c;
    } else if (!decode_escape(line, text)) {
      return std::nullopt;
    }
  }
  return text;
}

}  // namespace trustctl::directory
