#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The octets of an address.
inline constexpr std::size_t ipv4_size = 4;
inline constexpr std::size_t ipv6_size = 16;

/// Four or sixteen octets for an IPv4 or IPv6 address as people write it ("192.0.2.1",
/// "2001:db8::1"); nothing where it is none.
std::optional<Bytes> parse_ip_address(std::string_view text);
/// The other way, RFC 5952; nothing where it is neither four nor sixteen octets.
std::optional<std::string> ip_address_text(ByteView octets);

/// What a client asks for: a DNS name or an address.
class HostName {
 public:
  /// Reads "server.example.org" (a final dot is dropped), "192.0.2.1", "2001:db8::1" or
  /// "[2001:db8::1]". Fails with invalid_input; names beyond ASCII must be written as xn--….
  static Result<HostName> parse(std::string_view text);

  const std::string& text() const { return m_text; }
  bool is_address() const { return !m_address.empty(); }
  const Bytes& address() const { return m_address; }
  /// Whether a certificate's dNSName is for it (RFC 9525 §6.3): without regard to case, and `*` as
  /// the whole first label stands for one label, where two more follow: as OpenSSL and browsers
  /// have it, nothing is for all of "*.com". Never for an address.
  bool matches_dns(std::string_view presented) const;

 private:
  HostName(std::string text, Bytes address)
      : m_text(std::move(text)), m_address(std::move(address)) {}
  std::string m_text;
  Bytes m_address;
};

/// Whether text is a DNS name as RFC 5280 §4.2.1.6 has it: labels of letters, digits, hyphens (and
/// underscores, which everybody takes), none empty, no final dot. `*` may be the first label.
bool is_dns_name(std::string_view text);
/// The same to the letter (RFC 1123 §2.1; CA/B BR 7.1.2.7.12): no underscores, no address, and two
/// hyphens in the third and fourth place of a label after "xn" alone.
bool is_preferred_dns_name(std::string_view text);

}  // namespace trustctl
