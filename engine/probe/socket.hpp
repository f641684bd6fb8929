#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/probe/time_limit.hpp"
#include "engine/result.hpp"

namespace trustctl {

// What a platform must have for `Connection`: a socket that never blocks, and a resolver with a
// time limit. posix/ and windows/ each define all of it. Nobody but Connection uses it; see there
// for the loop around not_yet.

/// What one call on a socket came to. Not a Result: "not yet" is the usual case and no error, and a
/// failure's message needs the server's name, which the socket does not know.
struct SocketResult {
  enum class Kind {
    done,
    not_yet,  ///< it would have to wait
    failed,
  };
  Kind kind = Kind::done;
  std::size_t count = 0;    ///< done: bytes received or sent; 0 received is the end
  std::string reason = {};  ///< failed: why, without host and port ("Connection refused")
};

/// What is waited for: bytes to receive (or the end), or room to send (or a settled connect).
enum class Readiness { to_read, to_write };

/// A TCP socket as the platform has it; it never blocks but in `wait`. Closed with the object.
/// begin_to_connect comes first and once; where it says not_yet, wait to_write and ask connected().
class Socket {
 public:
  /// Wide enough for a descriptor and for a Windows SOCKET.
  using Native = std::uintptr_t;
  static constexpr Native none = ~Native{0};

  Socket() = default;
  Socket(Socket&& other) noexcept : m_native(std::exchange(other.m_native, none)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(m_native, other.m_native);
    return *this;
  }
  ~Socket();

  /// Begins to connect to an address (4 or 16 octets). not_yet: it is under way, and settled once
  /// the socket is ready to write.
  SocketResult begin_to_connect(ByteView address, std::uint16_t port);
  /// What became of a connection that was begun: done or failed. Ask once it is ready to write;
  /// before that the system has nothing to tell, and done means nothing.
  SocketResult connected() const;
  /// Into the front of `into`, whose size is the most that is taken and does not change.
  SocketResult receive(std::string& into) const;
  /// As much of it as the system takes at once, which may be less than all. A peer that is gone is
  /// failed, and never a signal (SIGPIPE).
  SocketResult send(std::string_view text) const;
  /// done: it is ready, or broken, which the next call then tells; not_yet: the milliseconds are
  /// over.
  SocketResult wait(Readiness readiness, int milliseconds) const;

 private:
  Native m_native = none;
};

/// The addresses of a host (4 or 16 octets), as the system's resolver gives them, in its order. At
/// least one, each once. Fails with not_found where no address is known, and with io where nobody
/// could be asked or the time was up: a resolver that hangs holds nobody.
Result<std::vector<Bytes>> look_up(const std::string& host, const TimeLimit& limit);

}  // namespace trustctl
