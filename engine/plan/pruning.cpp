#include "engine/plan/pruning.hpp"

#include <algorithm>

namespace trustctl {

namespace {

// One of the owners may stay; a store that says nothing of others lets theirs stay.
bool tolerates(const StoreGoal& goal, const std::set<Site>& owners) {
  const auto& sites = goal.tolerance.other_sites;
  return !sites.has_value() || std::any_of(owners.begin(), owners.end(),
                                           [&](const Site& site) { return sites->contains(site); });
}

}  // namespace

Pruning pruning_of(const Entry& entry, const StoreGoal& goal, const Ownership& ownership) {
  if (!ownership.site().has_value() || goal.prune == Prune::never) {
    return Pruning::none;
  }
  const bool kept = goal.keeps(entry.certificate.fingerprint());
  const bool exclusive = goal.prune == Prune::all;
  const bool others_stay =
      ownership.shares(entry) && (!exclusive || tolerates(goal, entry.owners()));
  if (ownership.owns(entry)) {
    return kept || others_stay ? Pruning::let_go : Pruning::remove;
  }
  if (!exclusive || kept) {
    return Pruning::none;
  }
  if (!ownership.shares(entry)) {
    return Pruning::exclusive;
  }
  return !goal.tolerance.other_sites.has_value() ? Pruning::other_site
         : others_stay                           ? Pruning::none
                                                 : Pruning::exclusive;
}

}  // namespace trustctl
