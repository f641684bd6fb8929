#include "engine/probe/connection.hpp"

#include "engine/verify/host_name.hpp"

namespace trustctl {

namespace {

using Kind = SocketResult::Kind;

tl::unexpected<Error> failure(std::string_view act, const std::string& who,
                              const SocketResult& result) {
  return tl::unexpected(
      Error{ErrorCode::io, "cannot " + std::string(act) + ' ' + who + ": " + result.reason});
}

// An address is its own.
Result<std::vector<Bytes>> addresses_of(const std::string& host, const TimeLimit& limit) {
  if (auto address = parse_ip_address(host)) {
    return std::vector<Bytes>{*std::move(address)};
  }
  return look_up(host, limit);
}

}  // namespace

Result<std::unique_ptr<Connection>> Connection::open(const Endpoint& server,
                                                     const TimeLimit& limit) {
  const auto addresses = addresses_of(server.host, limit);
  if (!addresses) {
    return tl::unexpected(addresses.error());
  }
  Error last = limit.expired(to_string(server));
  for (const Bytes& address : *addresses) {
    std::unique_ptr<Connection> connection(new Connection(to_string(server), limit));
    auto connected = connection->connect(address, server.port);
    if (connected) {
      return connection;
    }
    last = std::move(connected.error());
    if (limit.milliseconds_left() == 0) {
      break;
    }
  }
  return tl::unexpected(std::move(last));
}

Result<void> Connection::connect(ByteView address, std::uint16_t port) {
  SocketResult result = m_socket.begin_to_connect(address, port);
  if (result.kind == Kind::not_yet) {
    if (auto waited = wait(Readiness::to_write); !waited) {
      return waited;
    }
    result = m_socket.connected();
  }
  return result.kind == Kind::done ? Result<void>() : failure("connect to", m_who, result);
}

Result<void> Connection::wait(Readiness readiness) const {
  const SocketResult result = m_socket.wait(readiness, m_limit.milliseconds_left());
  if (result.kind == Kind::not_yet) {
    return tl::unexpected(m_limit.expired(m_who));
  }
  return result.kind == Kind::done ? Result<void>() : failure("wait for", m_who, result);
}

Result<std::string> Connection::read_some(std::size_t most) {
  std::string text(most, '\0');
  while (true) {
    const SocketResult result = m_socket.receive(text);
    if (result.kind == Kind::failed) {
      return failure("read from", m_who, result);
    }
    if (result.kind == Kind::done) {
      if (result.count == 0) {
        return tl::unexpected(Error{ErrorCode::io, m_who + " hung up"});
      }
      text.resize(result.count);
      return text;
    }
    if (auto waited = wait(Readiness::to_read); !waited) {
      return tl::unexpected(waited.error());
    }
  }
}

Result<void> Connection::write(std::string_view text) {
  while (!text.empty()) {
    const SocketResult result = m_socket.send(text);
    if (result.kind == Kind::failed) {
      return failure("write to", m_who, result);
    }
    if (result.kind == Kind::done) {
      text.remove_prefix(result.count);
      continue;
    }
    if (auto waited = wait(Readiness::to_write); !waited) {
      return waited;
    }
  }
  return {};
}

}  // namespace trustctl
