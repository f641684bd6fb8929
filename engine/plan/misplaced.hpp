#pragma once

#include "engine/model/store_contents.hpp"
#include "engine/plan/store_goal.hpp"
#include "engine/plan/store_planner.hpp"

namespace trustctl {

/// Finds what is not missing but in the wrong store: a certificate to be added that stands as a
/// local entry in another store where it is not wanted. Its add, and its removal from there by
/// pruning, get drift `misplaced`. (What is distrusted is not misplaced: it is declared absent
/// where it stands.)
void mark_misplaced(ChangeLists& changes, const StoreGoals& goals, const TargetState& actual);

}  // namespace trustctl
