#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// A server: a host name or address, and a port.
struct Endpoint {
  std::string host;  ///< without brackets
  std::uint16_t port = 0;

  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Reads "server.example:443", "192.0.2.1:636" or "[2001:db8::1]:443". Fails with invalid_input.
Result<Endpoint> parse_endpoint(std::string_view text);
/// The other way.
std::string to_string(const Endpoint& endpoint);

}  // namespace trustctl
