#pragma once

#include <span>

namespace trustctl {

/// The whole program. `arguments`: UTF-8, each ended by a NUL, without the program's own name.
/// Gives the exit code; no exception leaves it.
int run(std::span<const char* const> arguments);

}  // namespace trustctl
