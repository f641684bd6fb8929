#pragma once

#include <cstddef>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Who may have written a file that is read.
enum class Writers {
  anybody,
  /// Where this process is root's or an administrator's: nobody who could not become one anyway.
  /// Root refuses a file that others may write to (the group too, unless it is root's, or that of
  /// the user who called sudo alone), one in a folder where others may exchange it, and one that
  /// belongs to neither root nor the user who called sudo. An administrator refuses a file that a
  /// group may change in which every user is.
  only_ours,
};

/// The whole of a regular file of at most `limit` bytes; links are followed. Never blocks: a FIFO,
/// a socket or a device is refused before anything is read of it. What is read is what was judged,
/// whoever exchanges the file meanwhile. Fails with not_found, access_denied (others may write to
/// it, too: the message says what to do), invalid_input (a directory, not a regular file, too
/// large) or io, and names the path.
Result<Bytes> read_regular_file(const std::string& path, std::size_t limit,
                                Writers writers = Writers::anybody);

}  // namespace trustctl
