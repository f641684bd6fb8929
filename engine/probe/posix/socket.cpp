#include "engine/probe/socket.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

using Kind = SocketResult::Kind;

int descriptor(Socket::Native native) { return static_cast<int>(native); }

SocketResult failed(int number) {
  return {Kind::failed, 0, std::generic_category().message(number)};
}

SocketResult transferred(ssize_t count) {
  if (count >= 0) {
    return {Kind::done, static_cast<std::size_t>(count)};
  }
  return errno == EAGAIN || errno == EWOULDBLOCK ? SocketResult{Kind::not_yet} : failed(errno);
}

template <class Address>
SocketResult connect_to(int socket, const Address& address) {
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return {};
  }
  return errno == EINPROGRESS ? SocketResult{Kind::not_yet} : failed(errno);
}

}  // namespace

Socket::~Socket() {
  if (m_native != none) {
    close(descriptor(m_native));
  }
}

SocketResult Socket::begin_to_connect(ByteView address, std::uint16_t port) {
  sockaddr_in v4{};
  const bool is_v4 = address.size() == sizeof v4.sin_addr;
  const int made =
      socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (made < 0) {
    return failed(errno);
  }
  m_native = static_cast<Native>(made);
  if (is_v4) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::copy(address.begin(), address.end(), reinterpret_cast<std::uint8_t*>(&v4.sin_addr));
    return connect_to(made, v4);
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  std::copy(address.begin(), address.end(), std::begin(v6.sin6_addr.s6_addr));
  return connect_to(made, v6);
}

SocketResult Socket::connected() const {
  int number = 0;
  socklen_t size = sizeof number;
  if (getsockopt(descriptor(m_native), SOL_SOCKET, SO_ERROR, &number, &size) != 0) {
    number = errno;
  }
  return number == 0 ? SocketResult{} : failed(number);
}

SocketResult Socket::receive(std::string& into) const {
  return transferred(
      posix::retry([&] { return recv(descriptor(m_native), into.data(), into.size(), 0); }));
}

SocketResult Socket::send(std::string_view text) const {
  return transferred(posix::retry(
      [&] { return ::send(descriptor(m_native), text.data(), text.size(), MSG_NOSIGNAL); }));
}

SocketResult Socket::wait(Readiness readiness, int milliseconds) const {
  const short events = readiness == Readiness::to_read ? POLLIN : POLLOUT;
  pollfd waiting{descriptor(m_native), events, 0};
  const int ready = posix::retry([&] { return poll(&waiting, 1, milliseconds); });
  if (ready < 0) {
    return failed(errno);
  }
  return {ready == 0 ? Kind::not_yet : Kind::done};
}

}  // namespace trustctl
