#include "engine/model/der.hpp"

#include <bit>

namespace trustctl::der {

using Reason = Verdict::Reason;

namespace {

// X.690 §8.1.3.5: the number that the long form's octets say; no more than `limit` + 255.
std::size_t long_length(ByteView octets, std::size_t limit) {
  std::size_t length = 0;
  for (const std::uint8_t octet : octets) {
    if (length > limit) {
      break;  // before it can overflow
    }
    length = length << 8U | octet;
  }
  return length;
}

}  // namespace

Element Cursor::fail(Reason reason) {
  m_defects.fail(reason);
  m_rest = {};
  return {};
}

Element Cursor::take_long() {
  if (m_rest.size() < 2) {
    return fail(Reason::truncated);
  }
  if ((m_rest[0] & 0x1FU) == 0x1FU) {
    return fail(Reason::wrong_tag);
  }
  constexpr std::uint8_t indefinite = 0x80;
  constexpr std::uint8_t reserved = 0xFF;
  if (m_rest[1] == indefinite || m_rest[1] == reserved) {
    return fail(Reason::ber_length);
  }
  const std::size_t count = m_rest[1] & 0x7FU;
  if (m_rest.size() < 2 + count) {
    return fail(Reason::truncated);
  }
  const std::size_t length = long_length(m_rest.subspan(2, count), m_rest.size());
  if (m_rest[2] == 0 || length < 0x80) {
    m_defects.note(Reason::ber_length);
  }
  return split(2 + count, length);
}

void check_integer(ByteView contents, Defects& defects) {
  if (contents.empty()) {
    defects.note(Reason::bad_integer);
    return;
  }
  const bool next_bit_is_set = contents.size() > 1 && (contents[1] & 0x80U) != 0;
  const bool padded = contents.size() > 1 && ((contents[0] == 0x00 && !next_bit_is_set) ||
                                              (contents[0] == 0xFF && next_bit_is_set));
  if (padded) {
    defects.note(Reason::bad_integer);
  }
}

void check_oid(ByteView contents, Defects& defects) {
  bool inside = false;
  for (const std::uint8_t octet : contents) {
    if (!inside && octet == 0x80) {
      defects.note(Reason::bad_oid);
    }
    inside = (octet & 0x80U) != 0;
  }
  if (inside || contents.empty()) {
    defects.note(Reason::bad_oid);
  }
}

bool read_boolean(ByteView contents, Defects& defects) {
  if (contents.size() != 1 || (contents[0] != 0x00 && contents[0] != 0xFF)) {
    defects.note(Reason::bad_boolean);
  }
  return contents.size() == 1 && contents[0] != 0x00;
}

Bits read_bit_string(ByteView contents, Defects& defects) {
  if (contents.empty() || contents[0] > 7 || (contents[0] > 0 && contents.size() == 1)) {
    defects.note(Reason::bad_bit_string);
    return {};
  }
  const unsigned unused = contents[0];
  if ((contents.back() & ((1U << unused) - 1U)) != 0 && contents.size() > 1) {
    defects.note(Reason::bad_bit_string);
  }
  return {contents.subspan(1), unused};
}

std::uint32_t bit_length(ByteView integer_contents) {
  while (!integer_contents.empty() && integer_contents.front() == 0) {
    integer_contents = integer_contents.subspan(1);
  }
  if (integer_contents.empty()) {
    return 0;
  }
  const auto octets = static_cast<std::uint32_t>(integer_contents.size());
  return octets * 8 - static_cast<std::uint32_t>(std::countl_zero(integer_contents.front()));
}

void check_any(const Element& element, Defects& defects) {
  constexpr std::uint8_t class_mask = 0xC0;
  if ((element.tag & class_mask) != 0) {
    return;  // its type is only known to whoever defined it
  }
  switch (element.tag) {
    case boolean:
      read_boolean(element.contents, defects);
      break;
    case integer:
    case enumerated:
      check_integer(element.contents, defects);
      break;
    case bit_string:
      read_bit_string(element.contents, defects);
      break;
    case object_identifier:
      check_oid(element.contents, defects);
      break;
    case null:
      if (!element.contents.empty()) {
        defects.note(Reason::trailing_bytes);
      }
      break;
    case octet_string:
    case utf8_string:
    case numeric_string:
    case printable_string:
    case t61_string:
    case ia5_string:
    case visible_string:
    case utc_time:
    case generalized_time:
    case sequence:
    case set:
      break;
    case universal_string:
    case bmp_string:
      if (element.contents.size() % (element.tag == bmp_string ? 2 : 4) != 0) {
        defects.note(Reason::truncated);
      }
      break;
    default:
      defects.note(Reason::wrong_tag);
  }
}

}  // namespace trustctl::der
