#pragma once

#include <span>

namespace trustctl {

/// What every main does first, on each system: nothing around the program decides what is loaded
/// into it, what it takes for true, or by which signal it ends. False where this system is too old
/// for that, which is then said on stderr; the program ends with 1.
bool start();

/// The whole program, after start(). `arguments`: UTF-8, each ended by a NUL, without the program's
/// own name. Gives the exit code; no exception leaves it.
int run(std::span<const char* const> arguments);

}  // namespace trustctl
