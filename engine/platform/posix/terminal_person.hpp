#pragma once

#include <sys/types.h>

#include <set>

namespace trustctl::posix {

/// The users at the terminal of this process: the one who logged in, by the audit number that the
/// kernel keeps through sudo and su (/proc/self/loginuid), and the owner of the controlling
/// terminal. Empty for a service, and in most containers. No variable of the environment tells it:
/// whoever starts a process may set SUDO_UID.
std::set<uid_t> people_at_terminal();

}  // namespace trustctl::posix
