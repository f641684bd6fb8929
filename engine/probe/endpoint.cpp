#include "engine/probe/endpoint.hpp"

#include <algorithm>
#include <charconv>

namespace trustctl {

namespace {

// Whatever else a host may be, it is no option, no path and nothing with spaces or controls.
bool is_host_text(std::string_view host) {
  return !host.empty() && host.front() != '-' && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_' || c == ':';
  });
}

}  // namespace

Result<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) {
    host = host.substr(1, host.size() - 2);
  }
  std::uint16_t number = 0;
  const auto end = std::from_chars(port.data(), port.data() + port.size(), number);
  const bool is_port =
      !port.empty() && end.ec == std::errc() && end.ptr == port.data() + port.size() && number != 0;
  const bool address_apart = bracketed == (host.find(':') != std::string_view::npos);
  if (!is_port || !address_apart || !is_host_text(host)) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "'" + std::string(text) +
                                            "' is no server; write it as server.example:443 or "
                                            "[2001:db8::1]:443"});
  }
  return Endpoint{std::string(host), number};
}

std::string to_string(const Endpoint& endpoint) {
  const bool address = endpoint.host.find(':') != std::string::npos;
  return (address ? "[" + endpoint.host + "]" : endpoint.host) + ':' +
         std::to_string(endpoint.port);
}

}  // namespace trustctl
