#pragma once

#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Replaces a file as a whole: whoever reads it sees the old or the new contents. A pipe, a
/// terminal and their like are written to as they stand, and so is what another open stream of this
/// process leads to (/dev/fd/3). Fails as AtomicFile does, and names the path.
Result<void> write_file(const std::string& path, std::string_view contents);

/// Whether write_file could, as far as that can be known before: the folder is there and takes new
/// files, and the path is no directory. Fails as write_file does; changes nothing.
Result<void> check_writable(const std::string& path);

}  // namespace trustctl
