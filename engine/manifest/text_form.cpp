#include "engine/manifest/text_form.hpp"

#include <cstddef>
#include <cstdint>

#include "engine/text/encoding.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

bool is_control(std::uint8_t byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

Error at(const std::string& file, std::size_t line, std::size_t column, std::string message) {
  return {ErrorCode::invalid_input, std::move(message), Location{file, line, column}};
}

}  // namespace

std::optional<Error> unreadable_text(std::string_view text, const std::string& file) {
  if (is_utf16(text)) {
    return at(file, 1, 1, std::string(utf16_message));
  }
  text = without_byte_order_mark(text);
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = first_character(text.substr(i)).size;
    const auto byte = static_cast<std::uint8_t>(text[i]);
    if (length == 0) {
      return at(file, line, column,
                "the byte 0x" + hex(byte, 2) + " is not UTF-8; save the file as UTF-8");
    }
    if (is_control(byte)) {
      return at(file, line, column,
                "the control character 0x" + hex(byte, 2) + " has no place in a manifest; " +
                    (byte == 0 ? "is it a binary file?" : "take it out"));
    }
    column = byte == '\n' ? 1 : column + 1;
    line += byte == '\n' ? 1U : 0U;
    i += length;
  }
  return std::nullopt;
}

}  // namespace trustctl
