#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/result.hpp"

namespace trustctl {

/// The permission bits of a new file and a new folder of the user's own, as the umask leaves them.
std::uint32_t mode_of_new_files();
std::uint32_t mode_of_new_folders();

/// Memory is asked for in large pieces, and what a command frees is kept for what it takes next:
/// fewer system calls and page faults. For a process that is short and ends.
void hold_on_to_memory();

/// Whether `*.cer` is files before this program gets it: not on Windows.
bool shells_expand_patterns();

/// What this computer calls itself; nothing where it does not say.
std::optional<std::string> host_name();
/// Who runs this process: "root"; nothing where the system does not say.
std::optional<std::string> user_name();
/// "Debian GNU/Linux 12 (bookworm)", else the kernel's name and version.
std::optional<std::string> operating_system();

}  // namespace trustctl
