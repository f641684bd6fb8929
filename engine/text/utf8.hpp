#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace trustctl {

/// One character of UTF-8.
struct Character {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes; 0: not UTF-8
};

/// What is done with halves of surrogate pairs (U+D800 to U+DFFF), which are no characters. Windows
/// lets them stand in its UTF-16; as three bytes each (WTF-8) they come back as they were.
enum class Surrogates { refused, kept };

/// The character that a text, which is not empty, begins with (RFC 3629: no overlong form, no
/// surrogate unless it is kept, none over U+10FFFF). To walk over a text:
///
///   while (!text.empty()) {
///     const Character next = first_character(text);
///     if (next.size == 0) { … the first byte is not UTF-8 … }
///     text.remove_prefix(std::max<std::size_t>(next.size, 1));
///   }
inline Character first_character(std::string_view text,
                                 Surrogates surrogates = Surrogates::refused) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) {
    return {lead, 1};
  }
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) {
    return {};
  }
  char32_t value = lead & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      return {};
    }
    value = value << 6U | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  const bool allowed = !surrogate || surrogates == Surrogates::kept;
  return value >= least[size] && value <= 0x10FFFF && allowed ? Character{value, size}
                                                              : Character{};
}

/// Whether all of it is UTF-8. An empty text is.
bool is_utf8(std::string_view text);

/// Whether a byte is the second, third or fourth of a character: those do not count where the
/// columns of a text are counted, and a text is not cut before them.
inline bool is_continuation(char byte) {
  return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U;
}

/// Appends a character, up to U+10FFFF; half a surrogate pair becomes three bytes (see Surrogates).
void append_utf8(std::string& text, char32_t character);

}  // namespace trustctl
