#pragma once

#include "engine/plan/ownership.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// What pruning does to a local entry that is not declared.
enum class Pruning {
  none,        ///< it is not ours to touch
  let_go,      ///< we are no longer an owner; the entry stays, by its other owners or by `keep`
  remove,      ///< it was ours alone
  exclusive,   ///< it is nobody's, or of a site that is not tolerated, in a store that is exclusive
  other_site,  ///< it is another site's, in an exclusive store that says nothing of others: drift
};
/// Whoever can write an entry can write an owner into it, and must not thereby decide that it is
/// not judged: in an exclusive store every entry that is not declared comes to something.
Pruning pruning_of(const Entry& entry, const StoreGoal& goal, const Ownership& ownership);

}  // namespace trustctl
