#pragma once

#include <string>

namespace trustctl::posix {

/// A file of /proc, which tells no size; empty where it cannot be read.
std::string read_proc(const std::string& path);

}  // namespace trustctl::posix
