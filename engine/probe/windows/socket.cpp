#include "engine/probe/socket.hpp"

#include <winsock2.h>

#include <windows.h>
#include <ws2tcpip.h>

#include <algorithm>
#include <climits>

#include "engine/platform/windows/calls.hpp"
#include "engine/probe/windows/winsock.hpp"

namespace trustctl {

namespace {

using Kind = SocketResult::Kind;

SOCKET handle(Socket::Native native) { return static_cast<SOCKET>(native); }

// In our words, which are those of other platforms: Windows' own are in the language of the system.
std::string reason_of(int number) {
  switch (number) {
    case WSAECONNREFUSED:
      return "Connection refused";
    case WSAECONNRESET:
      return "Connection reset by peer";
    case WSAETIMEDOUT:
      return "Connection timed out";
    case WSAENETUNREACH:
      return "Network is unreachable";
    case WSAEHOSTUNREACH:
      return "No route to host";
    default:
      return "Windows says " + std::to_string(number);
  }
}

SocketResult failed(int number) { return {Kind::failed, 0, reason_of(number)}; }

SocketResult transferred(int count) {
  if (count >= 0) {
    return {Kind::done, static_cast<std::size_t>(count)};
  }
  const int number = WSAGetLastError();
  return number == WSAEWOULDBLOCK ? SocketResult{Kind::not_yet} : failed(number);
}

template <class Address>
SocketResult connect_to(SOCKET socket, const Address& address) {
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return {};
  }
  const int number = WSAGetLastError();
  return number == WSAEWOULDBLOCK ? SocketResult{Kind::not_yet} : failed(number);
}

int length(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

}  // namespace

Socket::~Socket() {
  if (m_native != none) {
    closesocket(handle(m_native));
  }
}

SocketResult Socket::begin_to_connect(ByteView address, std::uint16_t port) {
  sockaddr_in v4{};
  const bool is_v4 = address.size() == sizeof v4.sin_addr;
  if (const int number = windows::start_winsock(); number != 0) {
    return failed(number);
  }
  const SOCKET made = WSASocketW(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM, IPPROTO_TCP, nullptr, 0,
                                 WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
  if (made == INVALID_SOCKET) {
    return failed(WSAGetLastError());
  }
  m_native = static_cast<Native>(made);
  u_long yes = 1;
  if (ioctlsocket(made, static_cast<long>(FIONBIO), &yes) != 0) {
    return failed(WSAGetLastError());
  }
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
  int size = sizeof number;
  if (getsockopt(handle(m_native), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&number), &size) !=
      0) {
    number = WSAGetLastError();
  }
  return number == 0 ? SocketResult{} : failed(number);
}

SocketResult Socket::receive(std::string& into) const {
  return transferred(recv(handle(m_native), into.data(), length(into.size()), 0));
}

SocketResult Socket::send(std::string_view text) const {
  return transferred(::send(handle(m_native), text.data(), length(text.size()), 0));
}

// By select: until Windows 10 2004, WSAPoll did not tell of a connection that was refused.
SocketResult Socket::wait(Readiness readiness, int milliseconds) const {
  const bool reading = readiness == Readiness::to_read;
  fd_set ready{1, {handle(m_native)}};
  fd_set refused = ready;  // that is told as an exception
  timeval longest{milliseconds / 1000, milliseconds % 1000 * 1000};
  const int count = select(0, reading ? &ready : nullptr, reading ? nullptr : &ready,
                           reading ? nullptr : &refused, &longest);
  if (count < 0) {
    return failed(WSAGetLastError());
  }
  return {count == 0 ? Kind::not_yet : Kind::done};
}

}  // namespace trustctl
