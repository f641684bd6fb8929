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

bool Distrust::stays(const Fingerprint& fingerprint) const {
  const StoreContents* contents = disallowed_in(m_actual);
  if (contents == nullptr) {
    return false;
  }
  const StoreGoal& goal = m_goals.at(StoreName::disallowed());
  const StoreRule* rule = m_capabilities.rule_for(StoreName::disallowed());
  const auto entries = contents->find(fingerprint);
  const bool writable = rule != nullptr && rule->writable;
  return !entries.empty() &&
         !(writable && std::all_of(entries.begin(), entries.end(),
                                   [&](const Entry& entry) { return goes(entry, goal); }));
}

void Distrust::note_what_is_wanted(std::vector<Finding>& findings) const {
  const StoreContents* contents = disallowed_in(m_actual);
  if (contents == nullptr) {
    return;
  }
  const StoreGoal& disallowed = m_goals.at(StoreName::disallowed());
  const Fingerprint* last = nullptr;  // entries of one certificate stand together
  for (const Entry& entry : contents->entries()) {
    const Fingerprint& fingerprint = entry.certificate.fingerprint();
    if ((last == nullptr || *last != fingerprint) &&
        (disallowed.find_wanted(fingerprint) != nullptr || stays(fingerprint))) {
      note(fingerprint, findings);
    }
    last = &fingerprint;
  }
}

void Distrust::note(const Fingerprint& fingerprint, std::vector<Finding>& findings) const {
  for (const auto& [store, goal] : m_goals) {
    const Wanted* wanted =
        store == StoreName::disallowed() ? nullptr : goal.find_wanted(fingerprint);
    if (wanted == nullptr) {
      continue;
    }
    findings.push_back({.rule = RuleId::stays_distrusted,
                        .level = m_policy.levels_of(RuleId::stays_distrusted).declared,
                        .message = wanted->certificate->label() + " is declared in " +
                                   store.text() +
                                   " and stays in Disallowed, which outweighs every other store; "
                                   "declare it absent from Disallowed if it is to be trusted",
                        .store = store,
                        .certificate = fingerprint,
                        .where = wanted->at(),
                        .unmet = true});
  }
}

}  // namespace trustctl
