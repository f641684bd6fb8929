#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trustctl::snapshot {

/// One character of UTF-8.
struct Utf8Character {
  std::size_t length = 0;  ///< bytes; 0: not UTF-8
  std::uint32_t code = 0;
};

/// The character at the front of a text that is not empty (RFC 3629: no overlong form, no
/// surrogate, none over U+10FFFF).
inline Utf8Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) {
    return {1, lead};
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) {
    return {};
  }
  std::uint32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {};
    }
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least[length] || code > 0x10FFFF || surrogate ? Utf8Character{}
                                                              : Utf8Character{length, code};
}

}  // namespace trustctl::snapshot
