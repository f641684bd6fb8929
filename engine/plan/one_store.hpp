#pragma once

#include "engine/model/store_contents.hpp"
#include "engine/plan/distrust.hpp"
#include "engine/plan/store_goal.hpp"
#include "engine/plan/store_planner.hpp"

namespace trustctl {

/// For targets that keep a certificate in one store only (Placement::one_store_per_certificate).
/// Of several stores that want it, Disallowed keeps it, else Root, else the first by name. Findings
/// `cannot_hold`: for information where that is as good (Disallowed outweighs all, a root in Root
/// needs no copy in CA), else at the declared level. A certificate that somebody distrusted in
/// Disallowed is wanted nowhere else, at the declared level too: to trust it again takes a person.
void choose_one_store_each(StoreGoals& goals, const Distrust& distrust, const Policy& policy,
                           std::vector<Finding>& findings);

/// Adding a certificate to one store takes it out of the one that holds it; says so, as a removal
/// beside every such add, in the place of whatever else was planned for that entry.
void plan_moves(ChangeLists& changes, const StoreGoals& goals, const TargetState& actual);

}  // namespace trustctl
