#pragma once

#include <string>
#include <vector>

#include "engine/platform/who_may_change.hpp"

namespace trustctl::windows {

/// An open file and every folder above it up to its volume or share, as its path is written and
/// where it really stands: who owns each, and whom its access control list lets change it. A file
/// system without permissions, which tells of nobody, is everybody's. What cannot be looked at is
/// an error: it may be anybody's.
Result<std::vector<PlaceRights>> places_of(const FileHandle& file, const std::string& path);

}  // namespace trustctl::windows
