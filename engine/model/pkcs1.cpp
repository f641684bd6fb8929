#include "engine/model/pkcs1.hpp"

#include <algorithm>
#include <initializer_list>

#include "engine/model/der.hpp"

namespace trustctl {

namespace {

// A digest's identifiers and octets are a hundred octets at the most: lengths of one octet.
constexpr std::size_t longest = 0x7F;

Bytes element(std::uint8_t tag, std::initializer_list<ByteView> parts) {
  Bytes bytes = {tag, 0};
  for (const ByteView part : parts) {
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  bytes[1] = static_cast<std::uint8_t>(bytes.size() - 2);
  return bytes;
}

Bytes digest_info(ByteView digest_oid, DigestParameters parameters, ByteView digest) {
  const Bytes null = parameters == DigestParameters::null ? element(der::null, {}) : Bytes();
  return element(der::sequence, {element(der::sequence, {digest_oid, null}),
                                 element(der::octet_string, {digest})});
}

}  // namespace

Bytes pkcs1_block(ByteView digest_oid, DigestParameters parameters, ByteView digest,
                  std::size_t size) {
  constexpr std::size_t headers = 8;
  constexpr std::size_t least_padding = 11;  // 00 01, eight octets of FF, 00
  if (digest_oid.size() + digest.size() + headers > longest) {
    return {};
  }
  const Bytes info = digest_info(digest_oid, parameters, digest);
  if (size < info.size() + least_padding) {
    return {};
  }
  Bytes block(size, 0xFF);
  block[0] = 0;
  block[1] = 1;
  block[size - info.size() - 1] = 0;
  std::copy(info.begin(), info.end(), block.end() - static_cast<std::ptrdiff_t>(info.size()));
  return block;
}

}  // namespace trustctl
