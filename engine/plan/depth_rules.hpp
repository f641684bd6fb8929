#pragma once

#include "engine/plan/standing_authority.hpp"

namespace trustctl {

/// Appends `path_too_long` for what stands deeper below a CA than its path length allows. Verifies
/// signatures, of those alone that have to do with a path length: mostly none.
void judge_depth(StandingAuthorities authorities, const Policy& policy,
                 std::vector<Finding>& findings);

}  // namespace trustctl
