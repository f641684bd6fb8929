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

/// What one call on a socket came to.
struct SocketResult {
  enum class Kind {
    done,
    not_yet,  ///< it would have to wait
    failed,
  };
  Kind kind = Kind::done;
  std::size_t count = 0;    ///< done: bytes received or sent; 0 received is the end
  std::string reason = {};  ///< failed: what the system says
};

/// What is waited for.
enum class Readiness { to_read, to_write };

/// A TCP socket as the platform has it; it never blocks but in `wait`.
class Socket {
 public:
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
  /// What became of a connection that was begun.
  SocketResult connected() const;
  SocketResult receive(std::string& into) const;
  SocketResult send(std::string_view text) const;
  /// done: it is ready; not_yet: the milliseconds are over.
  SocketResult wait(Readiness readiness, int milliseconds) const;

 private:
  Native m_native = none;
};

/// The addresses of a host (4 or 16 octets), as the system's resolver gives them, in its order. At
/// least one. Fails with not_found, or io.
Result<std::vector<Bytes>> look_up(const std::string& host, const TimeLimit& limit);

}  // namespace trustctl
