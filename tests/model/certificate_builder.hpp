#pragma once

#include <initializer_list>
#include <string_view>

#include "engine/model/bytes.hpp"

namespace trustctl::test {

/// DER: an element of these contents.
Bytes element(std::uint8_t tag, ByteView contents);
Bytes element(std::uint8_t tag, std::initializer_list<Bytes> parts);
/// Octets from hexadecimal digits; spaces are passed over.
Bytes hex_bytes(std::string_view digits);
Bytes join(std::initializer_list<Bytes> parts);

/// The parts of a certificate, each a whole element, for a test to replace one of them. As they
/// stand they make a strict version 3 certificate with an Ed25519 key and one extension; its
/// signature is 64 zero octets.
struct Parts {
  Parts();

  Bytes version;
  Bytes serial;
  Bytes algorithm;
  Bytes issuer;
  Bytes not_before;
  Bytes not_after;
  Bytes subject;
  Bytes public_key_info;
  Bytes unique_ids;
  Bytes extensions;  ///< the contents of the Extensions SEQUENCE; empty: no such field
  Bytes after_tbs_fields;
  Bytes outer_algorithm;
  Bytes signature;
  Bytes after_signature;
  Bytes after_certificate;
};

Bytes build(const Parts& parts);

/// A Name of one attribute, with a value of this tag.
Bytes name_of(std::string_view oid_hex, std::uint8_t tag, ByteView value);
/// An Extension, not critical.
Bytes extension(std::string_view oid_hex, ByteView value);

}  // namespace trustctl::test
