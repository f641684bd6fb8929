#include "engine/model/string_text.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/model/der.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

constexpr std::uint32_t no_character = 0xFFFFFFFF;

bool is_character(std::uint32_t code) {
  return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);  // surrogates are none
}

// Octets from the front, as one number, most significant first.
std::uint32_t take_number(ByteView& bytes, std::size_t count) {
  std::uint32_t number = 0;
  for (const std::uint8_t octet : bytes.first(count)) {
    number = number << 8U | octet;
  }
  bytes = bytes.subspan(count);
  return number;
}

// How many octets a character of this type has; 0 for UTF-8, nothing for other types.
std::optional<std::size_t> width(std::uint8_t tag) {
  switch (tag) {
    case der::utf8_string:
      return 0;
    case der::numeric_string:
    case der::printable_string:
    case der::t61_string:
    case der::ia5_string:
    case der::utc_time:
    case der::generalized_time:
    case der::visible_string:
      return 1;
    case der::bmp_string:
      return 2;
    case der::universal_string:
      return 4;
    default:
      return std::nullopt;
  }
}

// The next character; no_character where there is none.
std::uint32_t take_character(std::size_t octets, ByteView& bytes) {
  if (octets == 0) {
    const Character next = first_character(as_text(bytes));
    bytes = bytes.subspan(next.size);
    return next.size == 0 ? no_character : next.value;
  }
  return bytes.size() < octets ? no_character : take_number(bytes, octets);
}

bool is_ascii(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t octet) { return octet < 0x80; });
}

}  // namespace

std::optional<std::string> string_text(std::uint8_t tag, ByteView contents) {
  const auto octets = width(tag);
  if (!octets.has_value()) {
    return std::nullopt;
  }
  std::string text;
  text.reserve(contents.size());
  while (!contents.empty()) {
    const std::uint32_t code = take_character(*octets, contents);
    if (!is_character(code)) {
      return std::nullopt;
    }
    append_utf8(text, code);
  }
  return text;
}

bool is_text(std::uint8_t tag, ByteView contents) {
  const auto octets = width(tag);
  if (!octets.has_value() || *octets == 1 || (*octets == 0 && is_ascii(contents))) {
    return octets.has_value();
  }
  while (!contents.empty()) {
    if (!is_character(take_character(*octets, contents))) {
      return false;
    }
  }
  return true;
}

}  // namespace trustctl
