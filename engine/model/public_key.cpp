#include "engine/model/public_key.hpp"

#include <algorithm>
#include <array>

#include "engine/model/certificate_reader.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using der::Element;
using Kind = PublicKeyFacts::Kind;
using Reason = Verdict::Reason;

namespace {

using namespace std::string_view_literals;  // an OID can hold a zero octet

struct KnownAlgorithm {
  std::string_view oid;  // contents octets
  Kind kind;
  std::string_view name;
};

constexpr std::array known_algorithms = {
    KnownAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv, Kind::rsa, "RSA"},      // RFC 3279
    KnownAlgorithm{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"sv, Kind::rsa, "RSA-PSS"},  // RFC 4055
    KnownAlgorithm{"\x2A\x86\x48\xCE\x3D\x02\x01"sv, Kind::ec, "EC"},                // RFC 5480
    KnownAlgorithm{"\x2A\x86\x48\xCE\x38\x04\x01"sv, Kind::dsa, "DSA"},              // RFC 3279
    KnownAlgorithm{"\x2B\x65\x70"sv, Kind::ed25519, "Ed25519"},                      // RFC 8410
    KnownAlgorithm{"\x2B\x65\x71"sv, Kind::ed448, "Ed448"},
    KnownAlgorithm{"\x2B\x65\x6E"sv, Kind::other, "X25519"},
    KnownAlgorithm{"\x2B\x65\x6F"sv, Kind::other, "X448"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x11"sv, Kind::other, "ML-DSA-44"},  // RFC 9881
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x12"sv, Kind::other, "ML-DSA-65"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x13"sv, Kind::other, "ML-DSA-87"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x14"sv, Kind::other,
                   "SLH-DSA-SHA2-128s"},  // RFC 9909
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x15"sv, Kind::other, "SLH-DSA-SHA2-128f"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x16"sv, Kind::other, "SLH-DSA-SHA2-192s"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x17"sv, Kind::other, "SLH-DSA-SHA2-192f"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x18"sv, Kind::other, "SLH-DSA-SHA2-256s"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x19"sv, Kind::other, "SLH-DSA-SHA2-256f"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1A"sv, Kind::other, "SLH-DSA-SHAKE-128s"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1B"sv, Kind::other, "SLH-DSA-SHAKE-128f"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1C"sv, Kind::other, "SLH-DSA-SHAKE-192s"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1D"sv, Kind::other, "SLH-DSA-SHAKE-192f"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1E"sv, Kind::other, "SLH-DSA-SHAKE-256s"},
    KnownAlgorithm{"\x60\x86\x48\x01\x65\x03\x04\x03\x1F"sv, Kind::other, "SLH-DSA-SHAKE-256f"},
};

struct Curve {
  std::string_view oid;  // contents octets
  std::string_view name;
  std::uint32_t bits;
};

constexpr std::array curves = {
    Curve{"\x2A\x86\x48\xCE\x3D\x03\x01\x07"sv, "P-256", 256},  // RFC 5480 §2.1.1.1
    Curve{"\x2B\x81\x04\x00\x22"sv, "P-384", 384},
    Curve{"\x2B\x81\x04\x00\x23"sv, "P-521", 521},
    Curve{"\x2A\x86\x48\xCE\x3D\x03\x01\x01"sv, "P-192", 192},
    Curve{"\x2B\x81\x04\x00\x21"sv, "P-224", 224},
    Curve{"\x2B\x81\x04\x00\x0A"sv, "secp256k1", 256},                        // SEC 2
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x07"sv, "brainpoolP256r1", 256},  // RFC 5639
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0B"sv, "brainpoolP384r1", 384},
    Curve{"\x2B\x24\x03\x03\x02\x08\x01\x01\x0D"sv, "brainpoolP512r1", 512},
    Curve{"\x2A\x81\x1C\xCF\x55\x01\x82\x2D"sv, "SM2", 256},  // GB/T 32918
};

template <class Known, std::size_t count>
const Known* find(const std::array<Known, count>& known, ByteView oid) {
  const auto* const found = std::find_if(
      known.begin(), known.end(), [oid](const Known& one) { return one.oid == as_text(oid); });
  return found == known.end() ? nullptr : found;
}

// A key as its algorithm reads it.
struct Key {
  ByteView oid;
  const KnownAlgorithm* algorithm = nullptr;
  Element parameters;
  std::uint32_t bits = 0;
};

// An INTEGER above zero.
ByteView take_positive(Cursor& fields, Defects& defects) {
  const ByteView value = fields.take(der::integer).contents;
  der::check_integer(value, defects);
  if (value.empty() || (value.front() & 0x80U) != 0 || (value.size() == 1 && value[0] == 0)) {
    defects.note(Reason::bad_public_key);
  }
  return value;
}

// RFC 3279 §2.3.1: RSAPublicKey, the modulus and the exponent.
std::uint32_t read_rsa(ByteView octets, Defects& defects) {
  Cursor key(octets, defects);
  Cursor fields(key.take(der::sequence).contents, defects);
  key.finish();
  const ByteView modulus = take_positive(fields, defects);
  take_positive(fields, defects);
  fields.finish();
  return der::bit_length(modulus);
}

// RFC 3279 §2.3.2: p, q and g stand in the parameters, or are inherited from the issuer.
std::uint32_t read_dsa(const Element& parameters, ByteView octets, Defects& defects) {
  Cursor key(octets, defects);
  take_positive(key, defects);
  key.finish();
  if (parameters.tag != der::sequence) {
    return 0;
  }
  Cursor fields(parameters.contents, defects);
  const ByteView p = take_positive(fields, defects);
  take_positive(fields, defects);
  take_positive(fields, defects);
  fields.finish();
  return der::bit_length(p);
}

// In bits; 0 where it cannot be told.
struct CurveSize {
  std::uint32_t field = 0;  // of a coordinate
  std::uint32_t order = 0;  // of the group: what a key's strength is measured by
};

// RFC 3279 §2.3.5, ECParameters, where the curve has no name. Whoever writes them may give any
// order, one of a single bit too.
CurveSize explicit_curve(ByteView parameters) {
  Defects defects;
  Cursor fields(parameters, defects);
  fields.take(der::integer);
  Cursor field(fields.take(der::sequence).contents, defects);
  field.take(der::object_identifier);
  const Element prime = field.take();
  fields.take(der::sequence);
  fields.take(der::octet_string);
  const Element order = fields.take(der::integer);
  if (defects.failed()) {
    return {};
  }
  return {prime.tag == der::integer ? der::bit_length(prime.contents) : 0,
          der::bit_length(order.contents)};
}

// SEC 1 §2.3.3: 04 and two coordinates, or 02 or 03 and one.
bool is_point(ByteView octets, std::uint32_t bits) {
  const std::size_t coordinate = (bits + 7) / 8;
  if (octets.empty() || bits == 0) {
    return !octets.empty();
  }
  const bool compressed = octets.front() == 2 || octets.front() == 3;
  const bool whole = octets.front() == 4 || octets.front() == 6 || octets.front() == 7;
  return (compressed && octets.size() == 1 + coordinate) ||
         (whole && octets.size() == 1 + 2 * coordinate);
}

std::uint32_t read_ec(const Element& parameters, ByteView octets, Defects& defects) {
  CurveSize size;
  if (parameters.tag == der::object_identifier) {
    const Curve* curve = find(curves, parameters.contents);
    size = curve == nullptr ? CurveSize{} : CurveSize{curve->bits, curve->bits};
  } else if (parameters.tag == der::sequence) {
    size = explicit_curve(parameters.contents);
  }
  if (!is_point(octets, size.field)) {
    defects.note(Reason::bad_public_key);
  }
  return size.order;
}

// RFC 8410 §3 and §4: no parameters, and as many octets as the curve says.
std::uint32_t read_edwards(const Element& parameters, ByteView octets, std::size_t size,
                           std::uint32_t bits, Defects& defects) {
  if (parameters.tag != 0 || octets.size() != size) {
    defects.note(Reason::bad_public_key);
  }
  return bits;
}

std::uint32_t read_known(Kind kind, const Element& parameters, ByteView octets, Defects& defects) {
  switch (kind) {
    case Kind::rsa:
      return read_rsa(octets, defects);
    case Kind::ec:
      return read_ec(parameters, octets, defects);
    case Kind::dsa:
      return read_dsa(parameters, octets, defects);
    case Kind::ed25519:
      return read_edwards(parameters, octets, 32, 256, defects);
    case Kind::ed448:
      return read_edwards(parameters, octets, 57, 456, defects);
    case Kind::other:
      break;
  }
  return 0;
}

Key read_key(ByteView public_key_info, Defects& defects) {
  Cursor element(public_key_info, defects);
  Cursor fields(element.take(der::sequence).contents, defects);
  const Algorithm algorithm = read_algorithm(fields.take(der::sequence).contents, defects);
  const der::Bits bits = der::read_bit_string(fields.take(der::bit_string).contents, defects);
  fields.finish();

  Key key{algorithm.oid, find(known_algorithms, algorithm.oid), algorithm.parameters};
  if (key.algorithm == nullptr || defects.failed()) {
    return key;
  }
  Defects part;
  key.bits = read_known(key.algorithm->kind, algorithm.parameters, bits.octets, part);
  if (part.failed()) {
    key.bits = 0;
  }
  if (bits.unused != 0) {
    part.note(Reason::bad_public_key);
  }
  defects.absorb(part, Reason::bad_public_key);
  return key;
}

std::string dotted(ByteView oid) {
  const auto known = Oid::from_der(oid);
  return known.has_value() ? known->dotted() : std::string("unknown algorithm");
}

// The parameters name a curve (OBJECT IDENTIFIER), or spell one out (SEQUENCE).
std::string curve_name(const Element& parameters) {
  if (parameters.tag != der::object_identifier) {
    return "explicit parameters";
  }
  const Curve* known = find(curves, parameters.contents);
  return known == nullptr ? dotted(parameters.contents) : std::string(known->name);
}

std::string describe(const Key& key) {
  if (key.algorithm == nullptr) {
    return dotted(key.oid);
  }
  std::string text(key.algorithm->name);
  if (key.algorithm->kind == Kind::ec) {
    text += ' ' + curve_name(key.parameters);
  } else if (key.bits != 0 &&
             (key.algorithm->kind == Kind::rsa || key.algorithm->kind == Kind::dsa)) {
    text += ' ' + std::to_string(key.bits);
  }
  return text;
}

}  // namespace

Element algorithm_oid(ByteView algorithm_info) {
  Defects defects;
  Cursor info(algorithm_info, defects);
  return Cursor(info.take(der::sequence).contents, defects).take(der::object_identifier);
}

Element key_oid(ByteView public_key_info) {
  Defects defects;
  Cursor info(public_key_info, defects);
  return algorithm_oid(info.take(der::sequence).contents);
}

std::string_view key_algorithm_name(ByteView oid) {
  const KnownAlgorithm* known = find(known_algorithms, oid);
  return known == nullptr ? std::string_view() : known->name;
}

PublicKeyFacts public_key_facts(ByteView public_key_info) {
  Defects defects;
  const Key key = read_key(public_key_info, defects);
  if (defects.failed()) {
    return {};
  }
  return {key.algorithm == nullptr ? Kind::other : key.algorithm->kind, key.bits, describe(key)};
}

void check_public_key(ByteView public_key_info, Defects& defects) {
  read_key(public_key_info, defects);
}

}  // namespace trustctl
