#include "engine/formats/utf16.hpp"

#include <cstddef>
#include <cstdint>

#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

constexpr std::uint32_t first_beyond_plane_0 = 0x10000;

bool is_lead(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_trail(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

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
  while (!text.empty()) {
    const auto [code, size] = first_character(text, Surrogates::kept);
    if (size == 0 || code == 0) {
      return std::nullopt;
    }
    if (code < first_beyond_plane_0) {
      append_unit(data, code);
    } else {
      append_unit(data, 0xD800U + ((code - first_beyond_plane_0) >> 10U));
      append_unit(data, 0xDC00U + ((code - first_beyond_plane_0) & 0x3FFU));
    }
    text.remove_prefix(size);
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
