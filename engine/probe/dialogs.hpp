#pragma once

#include "engine/probe/probe_server.hpp"
#include "engine/probe/stream.hpp"

namespace trustctl {

/// What is said before TLS begins. Each fails with io where the server does not agree, and quotes
/// what it said instead. Never reads past the answer's end, where TLS begins.
Result<void> start_tls(StartTls kind, Stream& stream);
/// Asks an HTTP proxy for a connection (RFC 9110 §9.3.6).
Result<void> connect_by_proxy(const Endpoint& server, Stream& stream);

}  // namespace trustctl
