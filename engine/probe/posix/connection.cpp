#include "engine/probe/posix/connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <variant>

#include "engine/platform/posix/calls.hpp"

namespace trustctl::posix {

namespace {

Error failure(std::string_view act, const std::string& who, int number) {
  return {ErrorCode::io, "cannot " + std::string(act) + ' ' + who + ": " +
                             std::generic_category().message(number)};
}

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

SocketAddress socket_address(const std::string& text, std::uint16_t port) {
  SocketAddress address;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    address.size = sizeof v4;
    std::memcpy(&address.storage, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    address.size = sizeof v6;
    std::memcpy(&address.storage, &v6, sizeof v6);
  }
  return address;
}

// What became of a connection that was begun; 0 where it stands.
int pending_error(int descriptor) {
  int number = 0;
  socklen_t size = sizeof number;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 ? number : errno;
}

}  // namespace

int TimeLimit::milliseconds_left() const {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      m_end - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

Error TimeLimit::expired(std::string_view who) const {
  return {ErrorCode::io, "no answer from " + std::string(who) + " within " +
                             std::to_string(m_timeout.count()) + " s"};
}

Result<std::unique_ptr<Connection>> Connection::open(const Endpoint& server,
                                                     const TimeLimit& limit) {
  const auto addresses = addresses_of(server.host, limit);
  if (!addresses) {
    return tl::unexpected(addresses.error());
  }
  Result<std::unique_ptr<Connection>> last = tl::unexpected(limit.expired(to_string(server)));
  for (const std::string& address : *addresses) {
    last = open(address, server, limit);
    if (last.has_value() || limit.milliseconds_left() == 0) {
      break;
    }
  }
  return last;
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string& text,
                                                     const Endpoint& server,
                                                     const TimeLimit& limit) {
  const SocketAddress address = socket_address(text, server.port);
  const std::string who = to_string(server);
  FileHandle handle(
      socket(address.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (handle.native() == FileHandle::none) {
    return tl::unexpected(failure("connect to", who, errno));
  }
  const int descriptor = posix::descriptor(handle);
  std::unique_ptr<Connection> connection(new Connection(std::move(handle), who, limit));
  const auto* where = reinterpret_cast<const sockaddr*>(&address.storage);
  if (connect(descriptor, where, address.size) != 0) {
    if (errno != EINPROGRESS) {
      return tl::unexpected(failure("connect to", who, errno));
    }
    if (auto waited = connection->wait(Wait::write); !waited) {
      return tl::unexpected(waited.error());
    }
    if (const int number = pending_error(descriptor); number != 0) {
      return tl::unexpected(failure("connect to", who, number));
    }
  }
  return connection;
}

Result<void> Connection::wait(Wait what) const {
  pollfd waiting{descriptor(), static_cast<short>(what == Wait::read ? POLLIN : POLLOUT), 0};
  const int ready = retry([&] { return poll(&waiting, 1, m_limit.milliseconds_left()); });
  if (ready == 0) {
    return tl::unexpected(m_limit.expired(m_who));
  }
  return ready > 0 ? Result<void>() : tl::unexpected(failure("wait for", m_who, errno));
}

Result<std::string> Connection::read_some(std::size_t most) {
  std::string text(most, '\0');
  while (true) {
    const ssize_t count = retry([&] { return recv(descriptor(), text.data(), most, 0); });
    if (count > 0) {
      text.resize(static_cast<std::size_t>(count));
      return text;
    }
    if (count == 0) {
      return tl::unexpected(Error{ErrorCode::io, m_who + " hung up"});
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK) {
      return tl::unexpected(failure("read from", m_who, errno));
    }
    if (auto waited = wait(Wait::read); !waited) {
      return tl::unexpected(waited.error());
    }
  }
}

Result<void> Connection::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count =
        retry([&] { return send(descriptor(), text.data(), text.size(), MSG_NOSIGNAL); });
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
      continue;
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK) {
      return tl::unexpected(failure("write to", m_who, errno));
    }
    if (auto waited = wait(Wait::write); !waited) {
      return waited;
    }
  }
  return {};
}

}  // namespace trustctl::posix
