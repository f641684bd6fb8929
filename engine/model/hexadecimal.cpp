#include "engine/model/hexadecimal.hpp"

#include <string_view>

namespace trustctl {

std::string hexadecimal(ByteView octets) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(2 * octets.size(), '0');
  auto at = text.begin();
  for (const std::uint8_t octet : octets) {
    *at++ = digits[octet >> 4U];
    *at++ = digits[octet & 0x0FU];
  }
  return text;
}

std::string hexadecimal_code(std::uint32_t code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text = "0x";
  for (unsigned shift = 32; shift > 0; shift -= 4) {
    text += digits[(code >> (shift - 4)) & 0xFU];
  }
  return text;
}

}  // namespace trustctl
