#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// A server: a host name or address, and a port. Nothing is looked up by making one.
struct Endpoint {
  std::string host;        ///< as written; an IPv6 address without brackets
  std::uint16_t port = 0;  ///< 1 to 65535; 0 only before one is set

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Reads "server.example:443", "192.0.2.1:636" or "[2001:db8::1]:443". The port is required: there
/// is no port that TLS servers have by default. An IPv6 address without brackets is refused, since
/// its last group would be read as the port.
/// Fails with invalid_input, in words for the person who typed it. What passes is safe to hand to
/// a program as an argument: letters, digits and `.-_:` only, and no hyphen in front.
Result<Endpoint> parse_endpoint(std::string_view text);
/// The other way: brackets around whatever holds a colon. parse_endpoint reads it back as it was.
std::string to_string(const Endpoint& endpoint);

}  // namespace trustctl
