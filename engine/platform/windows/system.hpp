#pragma once

#include <optional>
#include <string>

namespace trustctl::windows {

/// The computer's DNS name without its domain; nothing where it does not say.
std::optional<std::string> computer_name();
/// The account of this process or thread, without its domain; nothing where it does not say.
std::optional<std::string> user_name();
/// "Windows 11 Pro 23H2 (build 22631)".
std::optional<std::string> name_of_this_windows();

}  // namespace trustctl::windows
