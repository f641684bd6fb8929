#pragma once

#include <shtypes.h>

#include <optional>
#include <string>

namespace trustctl::windows {

/// Where Windows has one of its folders (FOLDERID_*). Asked of Windows and not of %ProgramData% or
/// %USERPROFILE%: an elevated process inherits variables that its user can set.
std::optional<std::string> known_folder(const KNOWNFOLDERID& id);

}  // namespace trustctl::windows
