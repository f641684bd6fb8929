#include <algorithm>
#include <array>
#include <bitset>
#include <limits>
#include <vector>

#include "engine/model/certificate_reader.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using Reason = Verdict::Reason;

namespace {

// The last octet of id-ce (2.5.29.n), whose contents octets are 55 1D n.
constexpr std::uint8_t id_subject_key_id = 14;
constexpr std::uint8_t id_key_usage = 15;
constexpr std::uint8_t id_basic_constraints = 19;
constexpr std::uint8_t id_authority_key_id = 35;
constexpr std::uint8_t id_extended_key_usage = 37;

bool is_id_ce(ByteView oid) {
  return oid.size() == 3 && oid[0] == 0x55 && oid[1] == 0x1D && oid[2] < 0x80;
}

bool less(ByteView a, ByteView b) { return as_text(a) < as_text(b); }

// Which extensions were there already. Those of 2.5.29 cost a bit each. The others are a few, which
// are compared each with each; where they are many, somebody means harm, and they are sorted.
class SeenExtensions {
 public:
  void add(ByteView oid) {
    if (is_id_ce(oid)) {
      m_repeated = m_repeated || m_id_ce.test(oid[2]);
      m_id_ce.set(oid[2]);
    } else if (m_few_count < m_few.size()) {
      const auto end = m_few.begin() + static_cast<std::ptrdiff_t>(m_few_count);
      m_repeated = m_repeated ||
                   std::any_of(m_few.begin(), end, [oid](ByteView one) { return equal(one, oid); });
      m_few[m_few_count++] = oid;
    } else {
      m_many.push_back(oid);
    }
  }

  bool repeated() {
    if (m_repeated || m_many.empty()) {
      return m_repeated;
    }
    m_many.insert(m_many.end(), m_few.begin(), m_few.end());
    std::sort(m_many.begin(), m_many.end(), less);
    return std::adjacent_find(m_many.begin(), m_many.end(), equal) != m_many.end();
  }

 private:
  std::bitset<128> m_id_ce;
  bool m_repeated = false;
  std::array<ByteView, 8> m_few;
  std::size_t m_few_count = 0;
  std::vector<ByteView> m_many;
};

struct Extension {
  ByteView oid;
  bool critical = false;
  ByteView value;  // the DER that extnValue wraps
};

// DEFAULT FALSE, which DER does not write out (X.690 §11.5).
bool read_default_false(Cursor& fields, Defects& defects) {
  if (!fields.at(der::boolean)) {
    return false;
  }
  const bool value = der::read_boolean(fields.take().contents, defects);
  if (!value) {
    defects.note(Reason::bad_boolean);
  }
  return value;
}

Extension read_extension(ByteView contents, Defects& defects) {
  Extension extension;
  Cursor fields(contents, defects);
  extension.oid = fields.take(der::object_identifier).contents;
  der::check_oid(extension.oid, defects);
  extension.critical = read_default_false(fields, defects);
  extension.value = fields.take(der::octet_string).contents;
  fields.must_end();
  return extension;
}

std::uint32_t saturated(ByteView integer) {
  std::uint64_t value = 0;
  for (const std::uint8_t octet : integer) {
    value = std::min<std::uint64_t>(value << 8U | octet, std::numeric_limits<std::uint32_t>::max());
  }
  return static_cast<std::uint32_t>(value);
}

BasicConstraints read_basic_constraints(const Extension& extension, Defects& defects) {
  BasicConstraints constraints;
  constraints.critical = extension.critical;
  Cursor value(extension.value, defects);
  Cursor fields(value.take(der::sequence).contents, defects);
  value.must_end();
  constraints.ca = read_default_false(fields, defects);
  if (fields.at(der::integer)) {
    const ByteView length = fields.take().contents;
    der::check_integer(length, defects);
    if (length.empty() || (length.front() & 0x80U) != 0) {
      defects.fail(Reason::bad_extension);  // INTEGER (0..MAX)
    }
    constraints.path_length = saturated(length);
  }
  fields.must_end();
  return constraints;
}

// Bit 0 of a BIT STRING is the highest of its first octet.
std::uint16_t low_bit_first(ByteView octets) {
  std::uint16_t bits = 0;
  for (unsigned n = 0; n < 16 && n / 8 < octets.size(); ++n) {
    const bool set = (octets[n / 8] & (0x80U >> n % 8)) != 0;
    bits = static_cast<std::uint16_t>(bits | (set ? 1U << n : 0U));
  }
  return bits;
}

KeyUsage read_key_usage(const Extension& extension, Defects& defects) {
  Cursor value(extension.value, defects);
  const ByteView contents = value.take(der::bit_string).contents;
  value.must_end();
  return {low_bit_first(der::read_bit_string(contents, defects).octets), extension.critical};
}

ByteView read_extended_key_usage(const Extension& extension, Defects& defects) {
  Cursor value(extension.value, defects);
  const ByteView purposes = value.take(der::sequence).contents;
  value.must_end();
  if (purposes.empty()) {
    defects.note(Reason::bad_extension);  // SIZE (1..MAX)
  }
  for (Cursor each(purposes, defects); !each.empty();) {
    der::check_oid(each.take(der::object_identifier).contents, defects);
  }
  return purposes;
}

ByteView read_subject_key_id(const Extension& extension, Defects& defects) {
  Cursor value(extension.value, defects);
  const ByteView id = value.take(der::octet_string).contents;
  value.must_end();
  return id;
}

// keyIdentifier [0], authorityCertIssuer [1], authorityCertSerialNumber [2], each optional.
ByteView read_authority_key_id(const Extension& extension, Defects& defects) {
  ByteView id;
  Cursor value(extension.value, defects);
  Cursor fields(value.take(der::sequence).contents, defects);
  value.must_end();
  if (fields.at(der::context(0))) {
    id = fields.take().contents;
  }
  if (fields.at(der::context_constructed(1))) {
    fields.take();
  }
  if (fields.at(der::context(2))) {
    der::check_integer(fields.take().contents, defects);
  }
  fields.must_end();
  return id;
}

// Reads one extension's value apart: where it does not decode, the certificate still does.
template <class Target, class Read>
void fill(Target& target, Read read, const Extension& extension, Defects& defects) {
  Defects part;
  const auto value = read(extension, part);
  if (!part.failed()) {
    target = value;
  }
  defects.absorb(part, Reason::bad_extension);
}

void read_known(const Extension& extension, Facts& facts, Defects& defects) {
  switch (extension.oid[2]) {
    case id_basic_constraints:
      fill(facts.basic_constraints, read_basic_constraints, extension, defects);
      break;
    case id_key_usage:
      fill(facts.key_usage, read_key_usage, extension, defects);
      break;
    case id_extended_key_usage:
      fill(facts.extended_key_usage, read_extended_key_usage, extension, defects);
      break;
    case id_subject_key_id:
      fill(facts.subject_key_id, read_subject_key_id, extension, defects);
      break;
    case id_authority_key_id:
      fill(facts.authority_key_id, read_authority_key_id, extension, defects);
      break;
    default:
      break;
  }
}

}  // namespace

void read_extensions(ByteView contents, Facts& facts, Defects& defects) {
  if (contents.empty()) {
    defects.note(Reason::empty_extensions);
  }
  SeenExtensions seen;
  for (Cursor each(contents, defects); !each.empty();) {
    const Extension extension = read_extension(each.take(der::sequence).contents, defects);
    seen.add(extension.oid);
    if (is_id_ce(extension.oid)) {
      read_known(extension, facts, defects);
    }
  }
  if (seen.repeated()) {
    defects.note(Reason::duplicate_extension);
  }
}

}  // namespace trustctl
