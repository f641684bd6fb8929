#include "engine/formats/base64.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace trustctl {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Beyond the 24 bits that four characters give: set by any character that is none of the alphabet.
constexpr std::uint32_t invalid = 1U << 24U;

using Table = std::array<std::uint32_t, 256>;

// What each character adds at one of the four positions, so that four look-ups and one test decode
// three bytes.
constexpr Table table_for(unsigned shift) {
  Table table = {};
  for (std::uint32_t& value : table) {
    value = invalid;
  }
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint32_t>(i) << shift;
  }
  return table;
}

constexpr Table first = table_for(18);
constexpr Table second = table_for(12);
constexpr Table third = table_for(6);
constexpr Table fourth = table_for(0);

constexpr bool is_space(char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; }

constexpr std::size_t index(char c) { return static_cast<unsigned char>(c); }

std::uint32_t decode_four(const char* at) {
  return first[index(at[0])] | second[index(at[1])] | third[index(at[2])] | fourth[index(at[3])];
}

// The number whose bytes in memory are those of `bits`, the highest first. (A compiler makes one
// instruction of it.)
std::uint64_t highest_first(std::uint64_t bits) {
  if constexpr (std::endian::native == std::endian::big) {
    return bits;
  }
  bits = (bits & 0x00FF00FF00FF00FFU) << 8U | (bits >> 8U & 0x00FF00FF00FF00FFU);
  bits = (bits & 0x0000FFFF0000FFFFU) << 16U | (bits >> 16U & 0x0000FFFF0000FFFFU);
  return bits << 32U | bits >> 32U;
}

// Six bytes from two fours, written as eight in one go; the two more are overwritten by what comes
// next, or cut off at the end.
void put_two(std::uint8_t* out, std::uint64_t first_four, std::uint64_t second_four) {
  const std::uint64_t bytes = highest_first(first_four << 40U | second_four << 16U);
  std::memcpy(out, &bytes, sizeof bytes);
}

void put(std::uint8_t* out, std::uint32_t bits) {
  out[0] = static_cast<std::uint8_t>(bits >> 16U);
  out[1] = static_cast<std::uint8_t>(bits >> 8U);
  out[2] = static_cast<std::uint8_t>(bits);
}

class Decoder {
 public:
  explicit Decoder(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) {
    m_out.resize(text.size() / 4 * 3 + 5);  // what the text can hold, and put_two's room
  }

  std::optional<Bytes> decode() {
    for (;;) {
      take_clean_fours();
      pass_over_space();
      if (m_at == m_end) {
        break;
      }
      if (m_end - m_at >= 4 && decode_four(m_at) < invalid) {
        continue;  // a new line of clean characters
      }
      if (!take_broken_four()) {
        return std::nullopt;
      }
    }
    m_out.resize(m_filled);
    return std::move(m_out);
  }

 private:
  void take_clean_fours() {
    std::uint8_t* out = m_out.data() + m_filled;
    const char* at = m_at;
    while (m_end - at >= 8) {
      const std::uint32_t one = decode_four(at);
      const std::uint32_t two = decode_four(at + 4);
      if ((one | two) >= invalid) {
        break;
      }
      put_two(out, one, two);
      at += 8;
      out += 6;
    }
    while (m_end - at >= 4) {
      const std::uint32_t bits = decode_four(at);
      if (bits >= invalid) {
        break;
      }
      put(out, bits);
      at += 4;
      out += 3;
    }
    m_at = at;
    m_filled = static_cast<std::size_t>(out - m_out.data());
  }

  void pass_over_space() {
    while (m_at != m_end && is_space(*m_at)) {
      ++m_at;
    }
  }

  // Four characters with space among them, or the last four with their padding.
  bool take_broken_four() {
    std::array<char, 4> four = {'A', 'A', 'A', 'A'};  // 'A' stands for zero bits
    std::size_t characters = 0;
    std::size_t padding = 0;
    for (std::size_t i = 0; i < four.size(); ++i) {
      pass_over_space();
      if (m_at == m_end) {
        return false;
      }
      const char c = *m_at++;
      if (c == '=') {
        ++padding;
      } else if (padding == 0) {
        four[characters++] = c;
      } else {
        return false;
      }
    }
    const std::uint32_t bits = decode_four(four.data());
    if (bits >= invalid || padding > 2) {
      return false;
    }
    put(m_out.data() + m_filled, bits);
    m_filled += 3 - padding;
    return padding == 0 || ends_after_padding(bits, padding);
  }

  bool ends_after_padding(std::uint32_t bits, std::size_t padding) {
    const std::uint32_t unused = padding == 2 ? 0xFFFFU : 0xFFU;
    pass_over_space();
    return (bits & unused) == 0 && m_at == m_end;
  }

  const char* m_at;
  const char* m_end;
  Bytes m_out;
  std::size_t m_filled = 0;
};

}  // namespace

std::string base64_encode(ByteView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  const auto digit = [](std::uint32_t bits, unsigned shift) {
    return alphabet[(bits >> shift) & 0x3FU];
  };
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16U |
                               static_cast<std::uint32_t>(bytes[i + 1]) << 8U | bytes[i + 2];
    text += {digit(bits, 18), digit(bits, 12), digit(bits, 6), digit(bits, 0)};
  }
  if (bytes.size() - i == 1) {
    const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16U;
    text += {digit(bits, 18), digit(bits, 12), '=', '='};
  } else if (bytes.size() - i == 2) {
    const std::uint32_t bits = static_cast<std::uint32_t>(bytes[i]) << 16U |
                               static_cast<std::uint32_t>(bytes[i + 1]) << 8U;
    text += {digit(bits, 18), digit(bits, 12), digit(bits, 6), '='};
  }
  return text;
}

std::optional<Bytes> base64_decode(std::string_view text) { return Decoder(text).decode(); }

}  // namespace trustctl
