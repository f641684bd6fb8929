#pragma once

#include <string>

namespace trustctl::windows {

/// Whether a group that every user of a computer or domain is in (Everyone, Users, Authenticated
/// Users, Domain Users, …) may change a file. False where the file cannot be looked at, and where
/// this process is no administrator's: then it could do no more than they.
bool everybody_may_write(const std::string& path);

}  // namespace trustctl::windows
