#pragma once

#include <filesystem>
#include <string>

namespace trustctl::contract {

/// Everything below a folder with inode, mode, size and time of last change: equal as long as
/// nobody wrote there. Of a folder that is a target itself only what is in it counts.
std::string tree(const std::filesystem::path& folder);

}  // namespace trustctl::contract
