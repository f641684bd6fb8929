#include "cli/process.hpp"

#include "engine/platform/windows/system.hpp"
#include "engine/platform/windows/who_may_write.hpp"

namespace trustctl {

// Windows ends no process for that: the write fails by itself.
void survive_broken_pipes() {}

void hold_on_to_memory() {}  // the heap of Windows does so by itself

Result<void> only_ours_to_write(const std::string& path) {
  if (!windows::everybody_may_write(path)) {
    return {};
  }
  return tl::unexpected(
      Error{ErrorCode::access_denied,
            "every user of this computer may write to " + path +
                ", and an administrator would apply what they declare; run 'icacls \"" + path +
                "\" /inheritance:r /grant:r *S-1-5-18:F *S-1-5-32-544:F' once you have read it"});
}

std::optional<std::string> host_name() { return windows::computer_name(); }

std::optional<std::string> operating_system() { return windows::name_of_this_windows(); }

}  // namespace trustctl
