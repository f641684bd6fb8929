#pragma once

#include <memory>
#include <string>

#include "engine/probe/endpoint.hpp"
#include "engine/probe/socket.hpp"
#include "engine/probe/stream.hpp"
#include "engine/probe/time_limit.hpp"

namespace trustctl {

/// A TCP connection that does not block past its limit, over whichever `Socket` the platform has.
///
///   const TimeLimit limit(std::chrono::seconds(10));
///   auto connection = Connection::open({"server.example", 443}, limit);
///   if (!connection) { return tl::unexpected(connection.error()); }
///   (*connection)->write("...");
///
/// The limit is one for the whole conversation and not for each call, so that a server which sends
/// a byte now and then cannot hold us for ever. It is borrowed, and must outlive the connection.
class Connection : public Stream {
 public:
  /// Looks the host up (an address is its own) and tries every address in turn: a host may have an
  /// IPv6 address that this network cannot reach. Fails with not_found where there is no such host,
  /// else with io and the reason of the last address that was tried.
  static Result<std::unique_ptr<Connection>> open(const Endpoint& server, const TimeLimit& limit);

  /// As Stream says. The message of an error names host and port.
  Result<std::string> read_some(std::size_t most) override;
  /// As Stream says; waits wherever the system takes a part only.
  Result<void> write(std::string_view text) override;

 private:
  Connection(std::string who, const TimeLimit& limit) : m_who(std::move(who)), m_limit(limit) {}
  Result<void> connect(ByteView address, std::uint16_t port);
  // Until it can be read (or written) again; fails with io once the time is up.
  Result<void> wait(Readiness readiness) const;

  Socket m_socket;
  std::string m_who;
  const TimeLimit& m_limit;
};

}  // namespace trustctl
