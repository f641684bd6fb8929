#include "engine/manifest/text_form.hpp"

#include <cstddef>
#include <cstdint>

namespace trustctl {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : std::uint8_t{0};
}

bool is_continuation(std::uint8_t byte) { return (byte & 0xC0U) == 0x80U; }

// The length of the well-formed character that begins here (RFC 3629 §4: no overlong form, no
// surrogate, nothing past U+10FFFF); 0 where there is none.
std::size_t character_length(std::string_view text, std::size_t at) {
  const std::uint8_t first = byte_at(text, at);
  const std::uint8_t second = byte_at(text, at + 1);
  if (first < 0x80) {
    return 1;
  }
  if (first < 0xC2 || first > 0xF4 || !is_continuation(second)) {
    return 0;
  }
  if (first < 0xE0) {
    return 2;
  }
  if (!is_continuation(byte_at(text, at + 2)) || (first == 0xE0 && second < 0xA0) ||
      (first == 0xED && second > 0x9F)) {
    return 0;
  }
  if (first < 0xF0) {
    return 3;
  }
  const bool out_of_range = (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return out_of_range || !is_continuation(byte_at(text, at + 3)) ? 0 : 4;
}

bool is_control(std::uint8_t byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

std::string hex(std::uint8_t byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  return {'0', 'x', digits[byte >> 4U], digits[byte & 0x0FU]};
}

Error at(const std::string& file, std::size_t line, std::size_t column, std::string message) {
  return {ErrorCode::invalid_input, std::move(message), Location{file, line, column}};
}

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.substr(0, mark.size()) == mark ? text.substr(mark.size()) : text;
}

bool is_utf16(std::string_view text) {
  const std::uint8_t first = byte_at(text, 0);
  const std::uint8_t second = byte_at(text, 1);
  const bool marked = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
  return marked || (text.size() >= 2 && (first == 0) != (second == 0));
}

std::optional<Error> unreadable_text(std::string_view text, const std::string& file) {
  if (is_utf16(text)) {
    return at(file, 1, 1, std::string(utf16_message));
  }
  text = without_byte_order_mark(text);
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const std::uint8_t byte = byte_at(text, i);
    if (length == 0) {
      return at(file, line, column,
                "the byte " + hex(byte) + " is not UTF-8; save the file as UTF-8");
    }
    if (is_control(byte)) {
      return at(file, line, column,
                "the control character " + hex(byte) + " has no place in a manifest; " +
                    (byte == 0 ? "is it a binary file?" : "take it out"));
    }
    column = byte == '\n' ? 1 : column + 1;
    line += byte == '\n' ? 1U : 0U;
    i += length;
  }
  return std::nullopt;
}

}  // namespace trustctl
