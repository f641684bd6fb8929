#pragma once

#include <string>
#include <vector>

#include "engine/platform/who_may_change.hpp"

namespace trustctl::posix {

/// An open file and every folder above it, as its path is written and where it really stands: who
/// owns each, and whom its mode and its POSIX access control list let write. Who may write to a
/// sticky folder exchanges nothing there.
Result<std::vector<PlaceRights>> places_of(const FileHandle& file, const std::string& path);

}  // namespace trustctl::posix
