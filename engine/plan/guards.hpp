#pragma once

#include <span>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/remainder.hpp"

namespace trustctl {

/// Marks what is urgent among the changes: what puts a certificate into Disallowed by `action:
/// distrust`, and what takes it from elsewhere, unless `protect` forbids it.
void mark_urgent(std::span<PlannedChange> changes, const TargetState& actual, const Policy& policy);

/// What forbids these changes as a whole, against what the target holds now and what remains of it
/// once they are made. `max_removals`: trust
/// ends for more entries than the policy allows: by removals, by updates that leave no purpose, by
/// putting into Disallowed what another store goes on holding; what is urgent does not count.
/// `protect`: a protected certificate would be removed, put into Disallowed, or lose a purpose.
/// (Pruning passes over protected entries by itself, so only what a manifest asks for by name is
/// refused here.)
std::vector<Refusal> guard(std::span<const PlannedChange> changes, const TargetState& actual,
                           const Remainder& remainder, const Policy& policy);

}  // namespace trustctl
