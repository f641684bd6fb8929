#include "engine/plan/pruning.hpp"

namespace trustctl {

Pruning pruning_of(const Entry& entry, const StoreGoal& goal, const Ownership& ownership) {
  if (!ownership.site().has_value() || goal.prune == Prune::never) {
    return Pruning::none;
  }
  const std::set<Site> owners = entry.owners();
  const bool stays = ownership.shares(owners) || goal.keeps(entry.certificate.fingerprint());
  if (ownership.owns(owners)) {
    return stays ? Pruning::let_go : Pruning::remove;
  }
  return goal.prune == Prune::all && !stays ? Pruning::exclusive : Pruning::none;
}

}  // namespace trustctl
