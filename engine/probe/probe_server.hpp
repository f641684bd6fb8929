#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/probe/endpoint.hpp"

namespace trustctl {

/// What is said in the clear before TLS begins.
enum class StartTls {
  none,
  smtp,  ///< RFC 3207
  ldap,  ///< RFC 4511 §4.14
};

/// How to ask a server for its certificates.
struct ProbeRequest {
  Endpoint server;
  /// The name that is asked for (SNI, RFC 6066 §3); empty, or an address: none.
  std::string server_name;
  StartTls start_tls = StartTls::none;
  /// An HTTP proxy that is asked to CONNECT.
  std::optional<Endpoint> proxy = std::nullopt;
  /// For everything together: looking up, connecting, talking.
  std::chrono::seconds timeout{10};
};

/// What a server sent of its own accord.
struct Presentation {
  static constexpr std::size_t certificate_limit = 100;

  /// As sent, the server's own first; at least one, at most certificate_limit.
  std::vector<Certificate> certificates;
  std::size_t certificates_sent = 0;  ///< before the limit
  std::string protocol;               ///< "TLSv1.3"
  bool asks_for_client_certificate = false;
  /// The names (DER) of issuers whose client certificates it accepts; empty: it does not say.
  std::vector<Bytes> acceptable_issuers;
};

/// Connects, shakes hands and hangs up. Trusts nothing, and sends nothing but the handshake (and
/// what StartTls and a proxy want before it); never a client certificate. Fails with not_found (no
/// such host), io (refused, timed out, no TLS) or unsupported (a build without sockets).
Result<Presentation> probe_server(const ProbeRequest& request);

}  // namespace trustctl
