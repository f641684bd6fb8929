#include "engine/plan/misplaced.hpp"

#include <algorithm>
#include <span>

namespace trustctl {

namespace {

const Fingerprint& key_of(const PlannedChange& planned) {
  return certificate_of(planned.change).fingerprint();
}

bool is_distrust(const PlannedChange& add, const StoreGoal& goal) {
  const Wanted* wanted = goal.find_wanted(key_of(add));
  return wanted != nullptr && wanted->distrust != nullptr;
}

// One merge: `adds` are of one store, and sorted by SHA-256 as the entries are.
void mark_adds(std::span<PlannedChange> adds, const StoreGoal& goal, const StoreGoal& other_goal,
               std::span<const Entry> other_entries) {
  auto add = adds.begin();
  for (const Entry& entry : other_entries) {
    const Fingerprint& key = entry.certificate.fingerprint();
    while (add != adds.end() && key_of(*add) < key) {
      ++add;
    }
    if (add == adds.end()) {
      return;
    }
    if (key_of(*add) == key && entry.origin == Origin::local &&
        other_goal.find_wanted(key) == nullptr && !is_distrust(*add, goal)) {
      add->drift = Drift::misplaced;
    }
  }
}

void mark_adds_of(const StoreName& store, std::span<PlannedChange> adds, const StoreGoals& goals,
                  const TargetState& actual) {
  for (const auto& [other, contents] : actual) {
    if (other != store && contents.has_value()) {
      mark_adds(adds, goals.at(store), goals.at(other), contents->entries());
    }
  }
}

void mark_removes(ChangeLists& changes, const StoreGoals& goals) {
  std::vector<Fingerprint> misplaced;
  for (const PlannedChange& add : changes.adds) {
    if (add.drift == Drift::misplaced) {
      misplaced.push_back(key_of(add));
    }
  }
  std::sort(misplaced.begin(), misplaced.end());
  for (PlannedChange& remove : changes.removes) {
    const bool by_name = goals.at(store_of(remove.change)).find_unwanted(key_of(remove)) != nullptr;
    if (!by_name && std::binary_search(misplaced.begin(), misplaced.end(), key_of(remove))) {
      remove.drift = Drift::misplaced;
    }
  }
}

}  // namespace

void mark_misplaced(ChangeLists& changes, const StoreGoals& goals, const TargetState& actual) {
  const auto end = changes.adds.end();
  for (auto first = changes.adds.begin(); first != end;) {
    const StoreName& store = store_of(first->change);
    const auto last = std::find_if(
        first, end, [&](const PlannedChange& add) { return store_of(add.change) != store; });
    mark_adds_of(store, {first, last}, goals, actual);
    first = last;
  }
  mark_removes(changes, goals);
}

}  // namespace trustctl
