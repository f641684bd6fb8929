#pragma once

#include "engine/plan/standing_authority.hpp"

namespace trustctl {

/// Appends `root_missing` and `issuer_missing`: what in CA reaches no root, as far as names and key
/// identifiers tell (no signature is verified). What has expired is passed over. O(n log n).
void judge_issuers(StandingAuthorities authorities, const Policy& policy, Time now,
                   std::vector<Finding>& findings);

}  // namespace trustctl
