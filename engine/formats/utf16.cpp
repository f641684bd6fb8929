#include "engine/formats/utf16.hpp"

#include <cstddef>
#include <cstdint>

namespace trustctl {

namespace {

constexpr std::uint32_t first_beyond_plane_0 = 0x10000;

bool is_lead(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_trail(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

void append_utf8(std::string& text, std::uint32_t code) {
  const auto append = [&text](std::uint32_t octet) { text += static_cast<char>(octet); };
  if (code < 0x80) {
    append(code);
    return;
  }
  const int rest = code < 0x800 ? 1 : code < first_beyond_plane_0 ? 2 : 3;
  constexpr std::uint32_t marks[] = {0, 0xC0, 0xE0, 0xF0};
  append(marks[rest] | code >> (6U * static_cast<unsigned>(rest)));
  for (int i = rest - 1; i >= 0; --i) {
    append(0x80U | (code >> (6U * static_cast<unsigned>(i)) & 0x3FU));
  }
}

// Takes one character from the front; nothing where it is neither UTF-8 nor half a surrogate pair.
std::optional<std::uint32_t> take_utf8(ByteView& bytes) {
  const std::uint8_t first = bytes.front();
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || bytes.size() < size) {
    return std::nullopt;
  }
  std::uint32_t code = size == 1 ? first : first & (0x7FU >> size);
  for (const std::uint8_t octet : bytes.subspan(1, size - 1)) {
    if ((octet & 0xC0U) != 0x80) {
      return std::nullopt;
    }
    code = code << 6U | (octet & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, first_beyond_plane_0};
  if (code < least[size] || code > 0x10FFFF) {
    return std::nullopt;
  }
  bytes = bytes.subspan(size);
  return code;
}

void append_unit(Bytes& data, std::uint32_t unit) {
  data.push_back(static_cast<std::uint8_t>(unit & 0xFFU));
  data.push_back(static_cast<std::uint8_t>(unit >> 8U));
}

std::uint32_t unit_at(ByteView data, std::size_t offset) {
  return data[offset] | static_cast<std::uint32_t>(data[offset + 1]) << 8U;
}

}  // namespace

std::optional<Bytes> write_utf16_property(std::string_view text) {
  Bytes data;
  data.reserve(2 * text.size() + 2);
  for (ByteView rest = as_bytes(text); !rest.empty();) {
    const auto code = take_utf8(rest);
    if (!code || *code == 0) {
      return std::nullopt;
    }
    if (*code < first_beyond_plane_0) {
      append_unit(data, *code);
    } else {
      append_unit(data, 0xD800U + ((*code - first_beyond_plane_0) >> 10U));
      append_unit(data, 0xDC00U + ((*code - first_beyond_plane_0) & 0x3FFU));
    }
  }
  append_unit(data, 0);
  return data;
}

std::string read_utf16_property(ByteView data) {
  std::string text;
  for (std::size_t at = 0; at + 1 < data.size(); at += 2) {
    std::uint32_t code = unit_at(data, at);
    if (code == 0) {
      break;
    }
    if (is_lead(code) && at + 3 < data.size() && is_trail(unit_at(data, at + 2))) {
      code = first_beyond_plane_0 + ((code - 0xD800U) << 10U) + (unit_at(data, at + 2) - 0xDC00U);
      at += 2;
    }
    append_utf8(text, code);
  }
  return text;
}

}  // namespace trustctl
