#pragma once

#include <cstddef>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The engine's only way to the content of files that a manifest names.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// The whole of a regular file of at most `limit` bytes. Fails with not_found, access_denied,
  /// invalid_input (a directory, a FIFO or device, too large) or io; never blocks.
  virtual Result<Bytes> read(const std::string& path, std::size_t limit) const = 0;
};

}  // namespace trustctl
