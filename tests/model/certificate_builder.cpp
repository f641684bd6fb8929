#include "tests/model/certificate_builder.hpp"

#include <string>

namespace trustctl::test {

Bytes join(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

Bytes element(std::uint8_t tag, ByteView contents) {
  Bytes length;
  for (std::size_t rest = contents.size(); rest != 0; rest >>= 8U) {
    length.insert(length.begin(), static_cast<std::uint8_t>(rest));
  }
  Bytes bytes = {tag};
  if (contents.size() < 0x80) {
    bytes.push_back(static_cast<std::uint8_t>(contents.size()));
  } else {
    bytes.push_back(static_cast<std::uint8_t>(0x80U | length.size()));
    bytes.insert(bytes.end(), length.begin(), length.end());
  }
  bytes.insert(bytes.end(), contents.begin(), contents.end());
  return bytes;
}

Bytes element(std::uint8_t tag, std::initializer_list<Bytes> parts) {
  return element(tag, join(parts));
}

Bytes hex_bytes(std::string_view digits) {
  Bytes bytes;
  std::string pair;
  for (const char digit : digits) {
    if (digit == ' ') {
      continue;
    }
    pair += digit;
    if (pair.size() == 2) {
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(pair, nullptr, 16)));
      pair.clear();
    }
  }
  return bytes;
}

Bytes name_of(std::string_view oid_hex, std::uint8_t tag, ByteView value) {
  const Bytes attribute = element(0x30, {element(0x06, hex_bytes(oid_hex)), element(tag, value)});
  return element(0x30, {element(0x31, attribute)});
}

Bytes extension(std::string_view oid_hex, ByteView value) {
  return element(0x30, {element(0x06, hex_bytes(oid_hex)), element(0x04, value)});
}

Parts::Parts()
    : version(hex_bytes("A003 0201 02")),
      serial(hex_bytes("0201 05")),
      algorithm(hex_bytes("3005 0603 2B6570")),
      issuer(name_of("550403", 0x0C, as_bytes("Test CA"))),
      not_before(element(0x17, as_bytes("200101000000Z"))),
      not_after(element(0x17, as_bytes("300101000000Z"))),
      subject(issuer),
      // The public key of RFC 8032 §7.1, TEST 1.
      public_key_info(hex_bytes("302A 3005 0603 2B6570 0321 00 D75A980182B10AB7D54BFED3C964073A"
                                "0EE172F3DAA62325AF021A68F707511A")),
      extensions(extension("551D13", hex_bytes("3003 0101FF"))),
      outer_algorithm(algorithm),
      signature(element(0x03, Bytes(65, 0))) {}

Bytes build(const Parts& parts) {
  const Bytes extensions =
      parts.extensions.empty() ? Bytes() : element(0xA3, {element(0x30, parts.extensions)});
  const Bytes tbs =
      element(0x30, {parts.version, parts.serial, parts.algorithm, parts.issuer,
                     element(0x30, {parts.not_before, parts.not_after}), parts.subject,
                     parts.public_key_info, parts.unique_ids, extensions, parts.after_tbs_fields});
  return join({element(0x30, {tbs, parts.outer_algorithm, parts.signature, parts.after_signature}),
               parts.after_certificate});
}

}  // namespace trustctl::test
