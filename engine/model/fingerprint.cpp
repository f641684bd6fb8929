#include "engine/model/fingerprint.hpp"

// The low-level digest calls, though OpenSSL 3 deprecates them: fetching an EVP digest costs 1.6 ms
// of start-up, which is more than all the rest of a check that finds nothing to do.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>
#include <optional>
#include <span>

#include "engine/model/hexadecimal.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/character_name.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// How many bytes at the start mean nothing: separators, and marks that nobody sees.
std::size_t ignorable(std::string_view text) {
  return text.front() == ':' || text.front() == ' ' ? 1 : invisible_mark(text);
}

// Without what "openssl x509 -fingerprint" prints before a digest: "sha256 Fingerprint=".
std::string_view without_title(std::string_view text) {
  constexpr std::string_view title = " fingerprint=";
  const std::size_t end = text.find('=');
  if (end == std::string_view::npos || end + 1 < title.size()) {
    return text;
  }
  const std::string_view before = text.substr(end + 1 - title.size(), title.size());
  return equal_ignoring_case(before, title) ? text.substr(end + 1) : text;
}

tl::unexpected<Error> wrong(std::string message) {
  return tl::unexpected(invalid_input(std::move(message)));
}

std::string wrong_length(std::string_view name, std::size_t wanted, std::size_t digits) {
  if (wanted == 2 * Fingerprint::size && digits == 2 * Thumbprint::size) {
    return "that is a SHA-1 thumbprint (40 digits), and a SHA-256 (64 digits) is needed; "
           "`trustctl pin FILE` prints it";
  }
  if (wanted == 2 * Thumbprint::size && digits == 2 * Fingerprint::size) {
    return "that is a SHA-256 (64 digits), and a SHA-1 thumbprint (40 digits) is needed; "
           "write it as `sha256`";
  }
  return "a " + std::string(name) + " has " + std::to_string(wanted) +
         " hexadecimal digits, and this has " + std::to_string(digits);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

template <std::size_t size>
Result<std::array<std::uint8_t, size>> parse_digest(std::string_view text, std::string_view name) {
  std::array<std::uint8_t, size> digest{};
  std::size_t digits = 0;
  for (std::string_view rest = without_title(text); !rest.empty();) {
    if (const std::size_t skipped = ignorable(rest); skipped > 0) {
      rest.remove_prefix(skipped);
      continue;
    }
    const auto value = hex_value(rest.front());
    if (!value.has_value()) {
      return wrong("a " + std::string(name) + " is " + std::to_string(2 * size) +
                   " hexadecimal digits, and character " +
                   std::to_string(characters(text.substr(0, text.size() - rest.size())) + 1) +
                   " of this is " + first_character_name(rest));
    }
    if (digits < 2 * size) {
      std::uint8_t& byte = digest[digits / 2];
      byte = static_cast<std::uint8_t>(byte << 4U | *value);
    }
    ++digits;
    rest.remove_prefix(1);
  }
  if (digits != 2 * size) {
    return wrong(wrong_length(name, 2 * size, digits));
  }
  return digest;
}

}  // namespace

Fingerprint Fingerprint::of(ByteView bytes) {
  std::array<std::uint8_t, size> digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &context);
  return Fingerprint(digest);
}

Result<Fingerprint> Fingerprint::parse(std::string_view text) {
  const auto digest = parse_digest<size>(text, "SHA-256");
  if (!digest) {
    return tl::unexpected(digest.error());
  }
  return Fingerprint(*digest);
}

std::string Fingerprint::hex() const { return hexadecimal(m_digest); }

Thumbprint Thumbprint::of(ByteView bytes) {
  std::array<std::uint8_t, size> digest;
  SHA_CTX context;
  SHA1_Init(&context);
  SHA1_Update(&context, bytes.data(), bytes.size());
  SHA1_Final(digest.data(), &context);
  return Thumbprint(digest);
}

Result<Thumbprint> Thumbprint::parse(std::string_view text) {
  const auto digest = parse_digest<size>(text, "SHA-1 thumbprint");
  if (!digest) {
    return tl::unexpected(digest.error());
  }
  return Thumbprint(*digest);
}

std::string Thumbprint::hex() const { return hexadecimal(m_digest); }

}  // namespace trustctl
