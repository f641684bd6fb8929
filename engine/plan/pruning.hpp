#pragma once

#include "engine/plan/ownership.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// What pruning does to a local entry that is not declared.
enum class Pruning {
  none,       ///< it is not ours to touch
  let_go,     ///< we are no longer an owner; the entry stays, by its other owners or by `keep`
  remove,     ///< it was ours alone
  exclusive,  ///< it is nobody's, in a store that is `prune: all`: remove
};
Pruning pruning_of(const Entry& entry, const StoreGoal& goal, const Ownership& ownership);

}  // namespace trustctl
