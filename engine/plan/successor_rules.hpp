#pragma once

#include "engine/plan/standing_authority.hpp"

namespace trustctl {

/// Appends `superseded`, `same_name_other_key` and `expired_with_successor`: what several
/// certificates of one CA, or of one name, say about each other. O(n log n).
void judge_successors(StandingAuthorities authorities, const Policy& policy, Time now,
                      std::vector<Finding>& findings);

}  // namespace trustctl
