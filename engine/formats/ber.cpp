#include "engine/formats/ber.hpp"

namespace trustctl {

namespace {

constexpr std::uint8_t constructed = 0x20;
constexpr std::uint8_t high_tag = 0x1F;
constexpr std::uint8_t continues = 0x80;

// How many identifier octets there are; 0 where they are cut short or over four.
std::size_t identifier_size(ByteView bytes) {
  if (bytes.empty()) {
    return 0;
  }
  if ((bytes[0] & high_tag) != high_tag) {
    return 1;
  }
  constexpr std::size_t most = 4;
  for (std::size_t i = 1; i < bytes.size() && i < most; ++i) {
    if ((bytes[i] & continues) == 0) {
      return i + 1;
    }
  }
  return 0;
}

bool is_end_of_contents(ByteView bytes) {
  return bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0;
}

// The contents of an indefinite element up to its end-of-contents octets, which match when as many
// were met as indefinite elements begun.
std::optional<ByteView> indefinite_contents(ByteView bytes) {
  std::size_t at = 0;
  for (std::size_t open = 1;;) {
    const ByteView rest = bytes.subspan(at);
    if (is_end_of_contents(rest)) {
      if (--open == 0) {
        return bytes.first(at);
      }
      at += 2;
      continue;
    }
    const auto header = read_ber_header(rest);
    if (!header || header->length.value_or(0) > rest.size() - header->size) {
      return std::nullopt;
    }
    open += header->length.has_value() ? 0U : 1U;
    at += header->size + header->length.value_or(0);
  }
}

}  // namespace

std::optional<BerHeader> read_ber_header(ByteView bytes) {
  const std::size_t identifier = identifier_size(bytes);
  if (identifier == 0 || bytes.size() <= identifier) {
    return std::nullopt;
  }
  const std::uint8_t first = bytes[identifier];
  if (first < continues) {
    return BerHeader{bytes[0], identifier + 1, first};
  }
  const std::size_t octets = first & 0x7FU;
  if (octets == 0) {
    const bool may_be_indefinite = (bytes[0] & constructed) != 0;
    return may_be_indefinite ? std::optional(BerHeader{bytes[0], identifier + 1, std::nullopt})
                             : std::nullopt;
  }
  if (bytes.size() < identifier + 1 + octets) {
    return std::nullopt;
  }
  std::size_t length = 0;
  for (const std::uint8_t octet : bytes.subspan(identifier + 1, octets)) {
    if (length > (SIZE_MAX >> 8U)) {
      return std::nullopt;
    }
    length = length << 8U | octet;
  }
  return BerHeader{bytes[0], identifier + 1 + octets, length};
}

std::optional<BerElement> BerReader::next() {
  const auto header = read_ber_header(m_rest);
  if (!header) {
    return std::nullopt;
  }
  const ByteView after = m_rest.subspan(header->size);
  constexpr std::size_t end_of_contents = 2;
  BerElement element{header->tag, {}, {}};
  if (!header->length.has_value()) {
    const auto contents = indefinite_contents(after);
    if (!contents) {
      return std::nullopt;
    }
    element.contents = *contents;
    element.whole = m_rest.first(header->size + contents->size() + end_of_contents);
  } else if (*header->length <= after.size()) {
    element.contents = after.first(*header->length);
    element.whole = m_rest.first(header->size + *header->length);
  } else {
    return std::nullopt;
  }
  m_rest = m_rest.subspan(element.whole.size());
  return element;
}

std::optional<BerElement> BerReader::next(std::uint8_t tag) {
  return next_tag() == tag ? next() : std::nullopt;
}

}  // namespace trustctl
