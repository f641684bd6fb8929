#pragma once

#include <memory>
#include <string>

#include "engine/probe/endpoint.hpp"
#include "engine/probe/socket.hpp"
#include "engine/probe/stream.hpp"
#include "engine/probe/time_limit.hpp"

namespace trustctl {

/// A TCP connection that does not block past its limit. Borrows the limit.
class Connection : public Stream {
 public:
  /// Tries every address of the host, in turn.
  static Result<std::unique_ptr<Connection>> open(const Endpoint& server, const TimeLimit& limit);

  Result<std::string> read_some(std::size_t most) override;
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
