#pragma once

#include "engine/probe/probe_server.hpp"
#include "engine/probe/stream.hpp"

namespace trustctl {

// What is said in the clear before TLS begins. After success the next byte of the stream is TLS's:
// neither function reads past the answer's end. Both fail with io where the other side does not
// agree, and say what it answered instead (text as it came, 120 bytes at most: escape it before it
// is shown, as any error's message).
//
// Nothing here is authenticated, and need not be: what comes of it is looked at and never trusted.

/// Asks a server to begin TLS, as its protocol has it (see StartTls). Nothing to say, and no error,
/// for StartTls::none. Begins with reading where the protocol lets the server greet first (SMTP).
Result<void> start_tls(StartTls kind, Stream& stream);
/// Asks an HTTP proxy at the other end of the stream for a connection to `server` (CONNECT, RFC
/// 9110 §9.3.6). Comes before start_tls, which then talks with the server behind it. Sends no
/// credentials: a proxy that wants some refuses, and its answer says so.
Result<void> connect_by_proxy(const Endpoint& server, Stream& stream);

}  // namespace trustctl
