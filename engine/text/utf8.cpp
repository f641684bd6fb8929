#include "engine/text/utf8.hpp"

namespace trustctl {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = first_character(text).size;
    if (size == 0) {
      return false;
    }
    text.remove_prefix(size);
  }
  return true;
}

void append_utf8(std::string& text, char32_t character) {
  const auto append = [&text](char32_t byte) { text += static_cast<char>(byte); };
  const auto append_rest = [&](unsigned shift) { append(0x80U | (character >> shift & 0x3FU)); };
  if (character < 0x80) {
    append(character);
  } else if (character < 0x800) {
    append(0xC0U | character >> 6U);
    append_rest(0);
  } else if (character < 0x10000) {
    append(0xE0U | character >> 12U);
    append_rest(6);
    append_rest(0);
  } else {
    append(0xF0U | character >> 18U);
    append_rest(12);
    append_rest(6);
    append_rest(0);
  }
}

}  // namespace trustctl
