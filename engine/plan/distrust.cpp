#include "engine/plan/distrust.hpp"

#include <algorithm>

#include "engine/plan/pruning.hpp"

namespace trustctl {

namespace {

// What is in Disallowed; null where that could not be read.
const StoreContents* disallowed_in(const TargetState& actual) {
  const auto found = actual.find(StoreName::disallowed());
  return found != actual.end() && found->second.has_value() ? &*found->second : nullptr;
}

}  // namespace

bool Distrust::goes(const Entry& entry, const StoreGoal& goal) const {
  if (entry.origin != Origin::local) {
    return false;
  }
  const Fingerprint& fingerprint = entry.certificate.fingerprint();
  const Pruning pruning = pruning_of(entry, goal, m_ownership);
  const bool pruned = pruning == Pruning::remove || pruning == Pruning::exclusive;
  return goal.find_unwanted(fingerprint) != nullptr ||
         (pruned && m_policy.protect.count(fingerprint) == 0);
}

Distrust::Distrust(const StoreGoals& goals, const TargetState& actual,
                   const Capabilities& capabilities, const Ownership& ownership,
                   const Policy& policy)
    : m_goals(goals), m_ownership(ownership), m_policy(policy) {
  const StoreContents* contents = disallowed_in(actual);
  if (contents == nullptr) {
    return;
  }
  const StoreGoal& goal = m_goals.at(StoreName::disallowed());
  const StoreRule* rule = capabilities.rule_for(StoreName::disallowed());
  const bool writable = rule != nullptr && rule->writable;
  for (const Entry& entry : contents->entries()) {
    const bool stays = !writable || !goes(entry, goal);
    if (stays) {
      m_staying.add(entry.certificate);
    }
    if (stays || goal.find_wanted(entry.certificate.fingerprint()) != nullptr) {
      m_remaining.add(entry.certificate);
    }
  }
}

void Distrust::note_what_is_wanted(std::vector<Finding>& findings) const {
  if (m_remaining.empty()) {
    return;
  }
  for (const auto& [store, goal] : m_goals) {
    if (store == StoreName::disallowed()) {
      continue;
    }
    for (const Wanted& wanted : goal.wanted) {
      if (const Certificate* distrusted = m_remaining.find(*wanted.certificate)) {
        note(store, wanted, *distrusted, findings);
      }
    }
  }
}

void Distrust::note(const StoreName& store, const Wanted& wanted, const Certificate& distrusted,
                    std::vector<Finding>& findings) const {
  const bool twin = distrusted.fingerprint() != wanted.fingerprint();
  findings.push_back(
      {.rule = RuleId::stays_distrusted,
       .level = m_policy.levels_of(RuleId::stays_distrusted).declared,
       .message = wanted.certificate->label() + " is declared in " + store.text() +
                  (twin ? ", and its twin " + distrusted.fingerprint().hex() +
                              " (the same but for how its signature is written) stays"
                        : " and stays") +
                  " in Disallowed, which outweighs every other store; declare it absent from "
                  "Disallowed if it is to be trusted",
       .store = store,
       .certificate = wanted.fingerprint(),
       .where = wanted.at(),
       .unmet = true});
}

}  // namespace trustctl
