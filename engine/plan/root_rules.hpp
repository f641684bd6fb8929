#pragma once

#include "engine/plan/standing_authority.hpp"

namespace trustctl {

/// Appends `root_list_too_long` where the names in Root are over what Schannel sends of them.
void judge_root_list(StandingAuthorities authorities, Standing standing, const Policy& policy,
                     std::vector<Finding>& findings);

/// Appends `system_root_name` for what bears the name of one of the vendor's roots in the same
/// target with another key. (That of a root that Windows needs is found in the certificate alone:
/// judge_form.)
void judge_vendor_names(StandingAuthorities authorities, const Policy& policy,
                        std::vector<Finding>& findings);

}  // namespace trustctl
