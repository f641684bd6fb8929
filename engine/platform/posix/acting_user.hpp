#pragma once

#include <cstdint>

namespace trustctl::posix {

/// As whom this thread touches files: root, or whom it acts as (ActingAs).
std::uint32_t acting_user();

}  // namespace trustctl::posix
