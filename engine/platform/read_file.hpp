#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The whole of a regular file of at most `limit` bytes; links are followed. Never blocks: a FIFO,
/// a socket or a device is refused before anything is read of it. Fails with not_found,
/// access_denied, invalid_input (a directory, not a regular file, too large) or io, and names the
/// path.
Result<Bytes> read_regular_file(const std::string& path, std::size_t limit);

/// The same of a file that root, or an administrator, will act upon: fails with access_denied where
/// somebody else may change it, and says who and the cure (`check_who_may_change`). What is read is
/// what was judged, whoever exchanges the file meanwhile.
Result<Bytes> read_trusted_file(const std::string& path, std::size_t limit,
                                const std::vector<std::string>& trust_owners);

}  // namespace trustctl
