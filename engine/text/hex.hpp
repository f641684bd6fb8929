#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/text/ascii.hpp"

namespace trustctl {

inline constexpr std::string_view lower_hex = "0123456789abcdef";
inline constexpr std::string_view upper_hex = "0123456789ABCDEF";

/// A number in hexadecimal, at least `width` digits: hex(0xA0, 4) is "00a0", and with upper_hex
/// "00A0".
inline std::string hex(std::uint32_t value, std::size_t width,
                       std::string_view digits = lower_hex) {
  std::string text;
  for (; value != 0 || text.size() < width; value >>= 4U) {
    text.insert(text.begin(), digits[value & 0xFU]);
  }
  return text;
}

/// An octet as "%0A": what URIs (RFC 3986 §2.1) and GitHub's workflow commands write for one that
/// means something else there.
inline std::string percent_encoded(char c) {
  return '%' + hex(static_cast<unsigned char>(c), 2, upper_hex);
}

/// The value of one digit, in any case; nothing where it is none.
constexpr std::optional<std::uint8_t> hex_value(char c) {
  const std::size_t value = lower_hex.find(ascii_lower(c));
  return value == std::string_view::npos ? std::nullopt
                                         : std::optional(static_cast<std::uint8_t>(value));
}

}  // namespace trustctl
