#pragma once

#include <windows.h>

#include <vector>

#include "engine/platform/who_may_change.hpp"

namespace trustctl::windows {

/// Who owns what a security descriptor is of, and whom its access control list lets change it, each
/// by SID. Without a list that is everybody. Entries that only pass on to what is beneath give
/// nothing here; the SIDs OWNER RIGHTS and CREATOR OWNER give no more than the owner has; what
/// refuses is not counted, so that the order of entries does not matter.
std::vector<Access> access_in(PSECURITY_DESCRIPTOR descriptor);

}  // namespace trustctl::windows
