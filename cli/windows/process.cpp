#include "cli/process.hpp"

#include "engine/platform/windows/system.hpp"

namespace trustctl {

// Rights come from the folder there.
std::uint32_t mode_of_new_files() { return 0644; }
std::uint32_t mode_of_new_folders() { return 0755; }

void hold_on_to_memory() {}  // the heap of Windows does so by itself

bool shells_expand_patterns() { return false; }

std::optional<std::string> host_name() { return windows::computer_name(); }

std::optional<std::string> user_name() { return windows::user_name(); }

std::optional<std::string> operating_system() { return windows::name_of_this_windows(); }

}  // namespace trustctl
