#include "providers/directory/line_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace trustctl::directory {

namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// Length of the well-formed UTF-8 sequence at the start (RFC 3629), and its character; 0 where
// there is none.
struct Character {
  std::size_t length;
  std::uint32_t code;
};

Character character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) {
    return {1, first};
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) {
    return {0, 0};
  }
  std::uint32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {0, 0};
    }
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least[length] || code > 0x10FFFF || surrogate ? Character{0, 0}
                                                              : Character{length, code};
}

// Characters that cannot be seen, or that change how others are seen (Unicode 15: Cc, Cf, Zl, Zp,
// and the blank Hangul and Braille letters).
bool invisible(std::uint32_t c) {
  struct Range {
    std::uint32_t first, last;
  };
  static constexpr std::array<Range, 25> ranges = {{
      {0x00, 0x1F},       {0x7F, 0x9F},       {0xAD, 0xAD},       {0x034F, 0x034F},
      {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},   {0x070F, 0x070F},
      {0x08E2, 0x08E2},   {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
      {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x2800, 0x2800},
      {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
      {0xFFF0, 0xFFFB},   {0x110BD, 0x110BD}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
      {0xE0000, 0xE0FFF},
  }};
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

void append_bytes(std::string& line, std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    line += {'\\', 'x', hex_digits[byte >> 4U], hex_digits[byte & 0x0FU]};
  }
}

bool plain(std::string_view text, std::size_t at, const Character& character) {
  if (text[at] == ' ') {
    return at != 0 && at + 1 != text.size();
  }
  constexpr std::string_view pem_dashes = "-----";
  return !invisible(character.code) && text.substr(at, pem_dashes.size()) != pem_dashes;
}

std::optional<unsigned> digit(char c) {
  const auto at = hex_digits.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

}  // namespace

std::string encode_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = character_at(text.substr(at));
    const std::string_view bytes = text.substr(at, std::max<std::size_t>(1, character.length));
    if (bytes == "\\") {
      line += "\\\\";
    } else if (bytes == "\n") {
      line += "\\n";
    } else if (character.length != 0 && plain(text, at, character)) {
      line += bytes;
    } else {
      append_bytes(line, bytes);
    }
    at += bytes.size();
  }
  return line;
}

std::optional<std::string> decode_line(std::string_view line) {
  std::string text;
  text.reserve(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '\\') {
      text += line[at];
      continue;
    }
    const std::string_view rest = line.substr(at + 1);
    if (rest.starts_with('\\') || rest.starts_with('n')) {
      text += rest.front() == 'n' ? '\n' : '\\';
      at += 1;
      continue;
    }
    if (rest.size() < 3 || rest.front() != 'x' || !digit(rest[1]) || !digit(rest[2])) {
      return std::nullopt;
    }
    text += static_cast<char>(*digit(rest[1]) * 16U + *digit(rest[2]));
    at += 3;
  }
  return text;
}

}  // namespace trustctl::directory
