#pragma once

#include <string>

#include "engine/platform/file_handle.hpp"

namespace trustctl::posix {

/// Who holds the flock on what `handle` has open: "update-ca (process 4711)", or "process 4711";
/// empty where the system does not tell (proc(5), /proc/locks).
std::string lock_holder(const FileHandle& handle);

}  // namespace trustctl::posix
