#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Bytes to and from a server, with a deadline of their own: the caller never waits by itself, and
/// every call comes back. `Connection` is one. OpenSSL never sees the socket: probe_server hands
/// bytes between this and its memory.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// Up to `most` bytes (1 or more), as soon as there are any: never an empty text. Fails with io
  /// where the time is up or the connection broke, and at the end of the stream too, since nobody
  /// here asks for more than a peer still owes.
  virtual Result<std::string> read_some(std::size_t most) = 0;
  /// All of it. Fails with io, and may have sent a part.
  virtual Result<void> write(std::string_view text) = 0;
};

}  // namespace trustctl
