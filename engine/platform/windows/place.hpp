#pragma once

#include <string>

#include "engine/platform/directory.hpp"

namespace trustctl::windows {

/// The long path of an open directory, links resolved, without a separator at its end: the handle
/// holds everything on it in place.
Result<std::wstring> place_of(const DirectoryHandle& directory);
/// Of a file in it; the name is checked.
Result<std::wstring> place_of(const DirectoryHandle& directory, const std::string& name);

}  // namespace trustctl::windows
