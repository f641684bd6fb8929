#include <initializer_list>

#include "engine/formats/pkcs7.hpp"
#include "engine/formats/pkcs7_oid.hpp"

namespace trustctl {

namespace {

constexpr std::uint8_t integer_tag = 0x02;
constexpr std::uint8_t oid_tag = 0x06;
constexpr std::uint8_t sequence_tag = 0x30;
constexpr std::uint8_t set_tag = 0x31;
constexpr std::uint8_t context_0_tag = 0xA0;

// X.690 §8.1.3: short form up to 127, else the number of octets and the octets.
void append_length(Bytes& bytes, std::size_t length) {
  if (length < 0x80) {
    bytes.push_back(static_cast<std::uint8_t>(length));
    return;
  }
  Bytes octets;
  for (; length > 0; length >>= 8U) {
    octets.insert(octets.begin(), static_cast<std::uint8_t>(length & 0xFFU));
  }
  bytes.push_back(static_cast<std::uint8_t>(0x80U | octets.size()));
  bytes.insert(bytes.end(), octets.begin(), octets.end());
}

Bytes element(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  std::size_t length = 0;
  for (const ByteView part : parts) {
    length += part.size();
  }
  Bytes bytes = {tag};
  append_length(bytes, length);
  for (const ByteView part : parts) {
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  return bytes;
}

}  // namespace

Bytes write_pkcs7(std::span<const Certificate> certificates) {
  constexpr std::uint8_t version = 1;
  const Bytes signed_data = element(oid_tag, {pkcs7_oid::signed_data});
  const Bytes data = element(oid_tag, {pkcs7_oid::data});
  Bytes all;
  for (const Certificate& certificate : certificates) {
    all.insert(all.end(), certificate.bytes().begin(), certificate.bytes().end());
  }
  const Bytes empty_set = element(set_tag, {});
  const Bytes body = element(
      sequence_tag, {element(integer_tag, {ByteView(&version, 1)}), empty_set,
                     element(sequence_tag, {data}), element(context_0_tag, {all}), empty_set});
  return element(sequence_tag, {signed_data, element(context_0_tag, {body})});
}

}  // namespace trustctl
