#include "engine/text/encoding.hpp"

#include <cstdint>

namespace trustctl {

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

bool is_utf16(std::string_view text) {
  if (text.size() < 2) {
    return false;
  }
  const auto first = static_cast<std::uint8_t>(text[0]);
  const auto second = static_cast<std::uint8_t>(text[1]);
  const bool marked = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
  return marked || (first == 0) != (second == 0);
}

}  // namespace trustctl
