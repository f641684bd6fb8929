#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Bytes to and from a server, with a deadline of their own.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  /// Up to `most` bytes, as soon as there are any. Fails with io; at the end of the stream too.
  virtual Result<std::string> read_some(std::size_t most) = 0;
  virtual Result<void> write(std::string_view text) = 0;
};

}  // namespace trustctl
