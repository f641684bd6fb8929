#include "engine/formats/private_key.hpp"

#include <algorithm>
#include <initializer_list>

#include "engine/formats/ber.hpp"
#include "engine/formats/text_lines.hpp"

namespace trustctl {

namespace {

// What follows the header of an element of this tag, as far as it is there; empty where it is none.
ByteView inside(ByteView bytes, std::uint8_t tag) {
  const auto header = read_ber_header(bytes);
  return header && header->tag == tag ? bytes.subspan(header->size) : ByteView();
}

// After `version INTEGER`: an AlgorithmIdentifier (PKCS#8), another INTEGER (PKCS#1, DSA), or an
// OCTET STRING (SEC 1).
bool is_plain_key(ByteView fields) {
  const bool versioned = starts_with(fields, {ber_tag::integer, 1, 0}) ||
                         starts_with(fields, {ber_tag::integer, 1, 1});
  if (!versioned) {
    return false;
  }
  const ByteView second = fields.subspan(3);
  return starts_with(second, {ber_tag::integer}) || starts_with(second, {ber_tag::octet_string}) ||
         starts_with(inside(second, ber_tag::sequence), {ber_tag::object_identifier});
}

// EncryptedPrivateKeyInfo begins with an algorithm of PKCS#5 or PKCS#12.
bool is_encrypted_key(ByteView fields) {
  const ByteView oid = inside(inside(fields, ber_tag::sequence), ber_tag::object_identifier);
  return starts_with(oid, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05}) ||
         starts_with(oid, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01});
}

}  // namespace

bool looks_like_private_key(ByteView bytes) {
  const ByteView fields = inside(bytes, ber_tag::sequence);
  return is_plain_key(fields) || is_encrypted_key(fields);
}

bool looks_like_pkcs12(ByteView bytes) {
  const ByteView fields = inside(bytes, ber_tag::sequence);
  if (!starts_with(fields, {ber_tag::integer, 1, 3})) {
    return false;
  }
  const ByteView oid =
      inside(inside(fields.subspan(3), ber_tag::sequence), ber_tag::object_identifier);
  return starts_with(oid, {0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07});
}

bool names_private_key(std::string_view text) {
  // By way of the dashes, which are rarer than letters: Base64 has none.
  constexpr std::string_view dashes = "-----";
  for (std::size_t at = text.find(dashes); at != std::string_view::npos;
       at = text.find(dashes, end_of_line(text, at))) {
    const std::string_view line = line_at(text, at);
    if (line.find("BEGIN") != std::string_view::npos &&
        line.find("PRIVATE KEY") != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace trustctl
