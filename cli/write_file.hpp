#pragma once

#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Replaces a file as a whole: whoever reads it sees the old or the new contents. Fails as
/// AtomicFile does, and names the path.
Result<void> write_file(const std::string& path, std::string_view contents);

}  // namespace trustctl
