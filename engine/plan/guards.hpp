#pragma once

#include <span>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// What forbids these changes as a whole. `max_removals`: more removals than the policy allows.
/// `protect`: a protected certificate would be removed, or put into Disallowed. (Pruning passes
/// over protected entries by itself, so only what a manifest asks for by name is refused here.)
std::vector<Refusal> guard(std::span<const PlannedChange> changes, const Policy& policy);

}  // namespace trustctl
