#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// SHA-256 of bytes: the identity of a certificate, and the pin of a file.
class Fingerprint {
 public:
  static constexpr std::size_t size = 32;

  /// The digest of these bytes.
  static Fingerprint of(ByteView bytes);
  /// Reads 64 hexadecimal digits in any case, as `openssl x509 -fingerprint` prints them too
  /// ("sha256 Fingerprint=AA:BB:…"). Colons, spaces and invisible_mark (the MMC snap-in puts one
  /// before a thumbprint, web pages and mail programs put others) are passed over.
  /// Fails with invalid_input; the message says what was wrong (40 digits: "that is a SHA-1"), and
  /// names a character that is no digit, with its place.
  static Result<Fingerprint> parse(std::string_view text);
  /// Takes a digest that was computed elsewhere.
  explicit Fingerprint(const std::array<std::uint8_t, size>& digest) : m_digest(digest) {}

  /// 64 lower-case hexadecimal digits.
  std::string hex() const;
  const std::array<std::uint8_t, size>& bytes() const { return m_digest; }

  friend auto operator<=>(const Fingerprint&, const Fingerprint&) = default;

 private:
  std::array<std::uint8_t, size> m_digest;
};

/// SHA-1 of a certificate, which Windows calls its thumbprint. Shown and accepted for look-up and
/// in `absent`; never a pin.
class Thumbprint {
 public:
  static constexpr std::size_t size = 20;

  static Thumbprint of(ByteView bytes);
  /// As Fingerprint::parse, of 40 digits.
  static Result<Thumbprint> parse(std::string_view text);
  explicit Thumbprint(const std::array<std::uint8_t, size>& digest) : m_digest(digest) {}

  /// 40 lower-case hexadecimal digits.
  std::string hex() const;
  const std::array<std::uint8_t, size>& bytes() const { return m_digest; }

  friend auto operator<=>(const Thumbprint&, const Thumbprint&) = default;

 private:
  std::array<std::uint8_t, size> m_digest;
};

}  // namespace trustctl
