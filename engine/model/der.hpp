#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/model/bytes.hpp"
#include "engine/model/certificate.hpp"

/// The Distinguished Encoding Rules (X.690), as much of them as certificates need: bounded, without
/// recursion and without a copy. Everything here is a view into the bytes that were given.
namespace trustctl::der {

/// Identifier octets of the universal types, as they stand in DER.
inline constexpr std::uint8_t boolean = 0x01;
inline constexpr std::uint8_t integer = 0x02;
inline constexpr std::uint8_t bit_string = 0x03;
inline constexpr std::uint8_t octet_string = 0x04;
inline constexpr std::uint8_t null = 0x05;
inline constexpr std::uint8_t object_identifier = 0x06;
inline constexpr std::uint8_t enumerated = 0x0A;
inline constexpr std::uint8_t utf8_string = 0x0C;
inline constexpr std::uint8_t numeric_string = 0x12;
inline constexpr std::uint8_t printable_string = 0x13;
inline constexpr std::uint8_t t61_string = 0x14;
inline constexpr std::uint8_t ia5_string = 0x16;
inline constexpr std::uint8_t utc_time = 0x17;
inline constexpr std::uint8_t generalized_time = 0x18;
inline constexpr std::uint8_t visible_string = 0x1A;
inline constexpr std::uint8_t universal_string = 0x1C;
inline constexpr std::uint8_t bmp_string = 0x1E;
inline constexpr std::uint8_t sequence = 0x30;
inline constexpr std::uint8_t set = 0x31;
/// [n], primitive (IMPLICIT of a primitive type) and constructed (EXPLICIT, or of a constructed
/// one).
constexpr std::uint8_t context(unsigned n) { return static_cast<std::uint8_t>(0x80U | n); }
constexpr std::uint8_t context_constructed(unsigned n) {
  return static_cast<std::uint8_t>(0xA0U | n);
}

/// What is wrong with the bytes, as reading goes on: the first defect that reading survives, an
/// ambiguous one before all others (is_ambiguous), or the one that ended it.
class Defects {
 public:
  using Reason = Verdict::Reason;

  /// A defect that leaves the rest readable.
  void note(Reason reason) {
    const bool outranked = !m_failed && is_ambiguous(reason) && !is_ambiguous(m_reason);
    if (m_reason == Reason::none || outranked) {
      m_reason = reason;
    }
  }
  /// A defect after which what is read means nothing.
  void fail(Reason reason) {
    if (!m_failed) {
      m_failed = true;
      m_reason = reason;
    }
  }
  /// Takes over the defects of a part that the rest does not depend on, so that none of them ends
  /// the reading.
  void absorb(const Defects& part) {
    if (part.any()) {
      note(part.m_reason);
    }
  }
  /// The same, and a part that could not be read counts as `reason`.
  void absorb(const Defects& part, Reason reason) {
    if (part.m_failed) {
      note(reason);
    } else {
      absorb(part);
    }
  }

  bool failed() const { return m_failed; }
  bool any() const { return m_reason != Reason::none; }
  Reason reason() const { return m_reason; }

 private:
  Reason m_reason = Reason::none;
  bool m_failed = false;
};

/// One element: identifier, length and contents octets. Empty where reading failed.
struct Element {
  std::uint8_t tag = 0;
  ByteView whole;
  ByteView contents;
};

/// Reads elements out of the contents of another, one after the other. Where one cannot be read it
/// says so to its Defects, and is empty from then on; so a whole structure can be read straight
/// down and judged once at the end.
class Cursor {
 public:
  Cursor(ByteView bytes, Defects& defects) : m_rest(bytes), m_defects(defects) {}

  bool empty() const { return m_rest.empty(); }
  /// Whether the next element has this tag.
  bool at(std::uint8_t tag) const { return !m_rest.empty() && m_rest.front() == tag; }
  /// The next element, whatever it is. Fails with truncated, with ber_length (indefinite) and with
  /// wrong_tag (identifiers of several octets, which X.509 has nowhere); notes ber_length (not
  /// minimal).
  Element take() {
    // In line, since reading a certificate is a hundred of these: one octet each of tag and length.
    if (m_rest.size() < 2 || m_rest[1] >= 0x80 || (m_rest[0] & 0x1FU) == 0x1FU) {
      return take_long();
    }
    return split(2, m_rest[1]);
  }
  /// The next element, which must have this tag; else fails with wrong_tag.
  Element take(std::uint8_t tag) {
    if (!m_rest.empty() && m_rest.front() != tag) {
      return fail(Verdict::Reason::wrong_tag);
    }
    return take();
  }
  /// Notes trailing_bytes where something is left.
  void finish() const {
    if (!m_rest.empty()) {
      m_defects.note(Verdict::Reason::trailing_bytes);
    }
  }
  /// The same where an element too many makes the value another one: fails with trailing_bytes.
  void must_end() const {
    if (!m_rest.empty()) {
      m_defects.fail(Verdict::Reason::trailing_bytes);
    }
  }

 private:
  Element split(std::size_t header, std::size_t contents) {
    if (m_rest.size() - header < contents) {
      return fail(Verdict::Reason::truncated);
    }
    const ByteView whole = m_rest.first(header + contents);
    m_rest = m_rest.subspan(whole.size());
    return {whole[0], whole, whole.subspan(header)};
  }
  Element take_long();
  Element fail(Verdict::Reason reason);

  ByteView m_rest;
  Defects& m_defects;
};

// -- Values. Each takes the contents octets and notes what X.690 forbids.

/// §8.3: at least one octet, and minimal.
void check_integer(ByteView contents, Defects& defects);
/// §8.19: at least one octet; subidentifiers complete and minimal.
void check_oid(ByteView contents, Defects& defects);
/// §8.2, §11.1: one octet, 00 or FF.
bool read_boolean(ByteView contents, Defects& defects);
/// A BIT STRING (§8.6, §11.2.1).
struct Bits {
  ByteView octets;
  unsigned unused = 0;  ///< bits of the last octet that do not count
};
Bits read_bit_string(ByteView contents, Defects& defects);
/// The number of bits in an INTEGER that is not negative, without leading zeros.
std::uint32_t bit_length(ByteView integer_contents);
/// Checks an element of any type as far as its own contents go, not what is within a constructed
/// one.
void check_any(const Element& element, Defects& defects);

}  // namespace trustctl::der
