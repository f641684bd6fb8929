#pragma once

#include <string>
#include <vector>

#include "engine/platform/who_may_change.hpp"

namespace trustctl::posix {

/// An open file and every folder above it, as its path is written and where it really stands: who
/// owns each, and whom its mode and its POSIX access control list let write. Who may write to a
/// sticky folder exchanges nothing there.
Result<std::vector<PlaceRights>> places_of(const FileHandle& file, const std::string& path,
                                           PlaceKind kind = PlaceKind::file);
/// The open file or folder alone. As a `file`, who may write to a folder counts as who may change
/// it; as a `folder`, who may exchange what is in it.
Result<std::vector<PlaceRights>> place_of(const FileHandle& file, const std::string& path,
                                          PlaceKind kind);
/// The same of what is not open.
Result<std::vector<PlaceRights>> place_of(const std::string& path, PlaceKind kind);

}  // namespace trustctl::posix
