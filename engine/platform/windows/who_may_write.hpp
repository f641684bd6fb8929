#pragma once

#include <string_view>

#include "engine/platform/file_handle.hpp"

namespace trustctl::windows {

/// Whether a group that every user of a computer or domain is in (Everyone, Users, Authenticated
/// Users, Domain Users, …) may change a file that is open to read, or nobody can tell. False where
/// this process is no administrator's: then it could do no more than they.
bool everybody_may_write(const FileHandle& file, std::string_view shown);

}  // namespace trustctl::windows
