#pragma once

#include <cstddef>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The whole of a regular file of at most `limit` bytes; links are followed. Never blocks: a FIFO,
/// a socket or a device is refused before anything is read of it. Fails with not_found,
/// access_denied, invalid_input (a directory, not a regular file, too large) or io, and names the
/// path.
Result<Bytes> read_regular_file(const std::string& path, std::size_t limit);

}  // namespace trustctl
