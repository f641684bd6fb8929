#pragma once

#include <optional>
#include <string>

namespace trustctl {

/// The home folder of who runs trustctl, what "~" means: HOME, and on Windows the profile that
/// Windows itself names. Nothing where there is none.
std::optional<std::string> home_directory();

}  // namespace trustctl
