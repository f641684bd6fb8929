#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "engine/result.hpp"

namespace trustctl::windows {

/// Lets every library of this process be looked for in System32 alone (SetDefaultDllDirectories, of
/// `kernel`: kernel32). Fails with `unsupported`, naming the oldest Windows that will do, where
/// that has no such function.
Result<void> search_system_alone(HMODULE kernel);

/// The arguments of wmain as UTF-8, without the program's own name.
std::vector<std::string> utf8_arguments(int count, const wchar_t* const* arguments);

/// From here on what does not go to a console is written byte for byte, without CR before LF. (A
/// console gets UTF-16 of `write_text`; its code page, which outlives this process and is other
/// programs' too, stays as it is.)
void write_bytes_as_they_are();

}  // namespace trustctl::windows
