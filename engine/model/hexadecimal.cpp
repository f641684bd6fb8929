#include "engine/model/hexadecimal.hpp"

#include "engine/text/hex.hpp"

namespace trustctl {

std::string hexadecimal(ByteView octets) {
  std::string text(2 * octets.size(), '0');
  auto at = text.begin();
  for (const std::uint8_t octet : octets) {
    *at++ = lower_hex[octet >> 4U];
    *at++ = lower_hex[octet & 0x0FU];
  }
  return text;
}

std::string hexadecimal_code(std::uint32_t code) { return "0x" + hex(code, 8, upper_hex); }

}  // namespace trustctl
