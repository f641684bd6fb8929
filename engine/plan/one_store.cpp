#include "engine/plan/one_store.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace trustctl {

namespace {

using Key = std::pair<StoreName, Fingerprint>;

Key store_and_key(const PlannedChange& planned) {
  return {store_of(planned.change), certificate_of(planned.change).fingerprint()};
}

bool ranks_before(const StoreName& a, const StoreName& b) {
  const auto rank = [](const StoreName& store) {
    return store == StoreName::disallowed() ? 0 : store == StoreName::root() ? 1 : 2;
  };
  return std::tuple(rank(a), a) < std::tuple(rank(b), b);
}

bool is_as_good(const StoreName& kept, const StoreName& dropped) {
  return kept == StoreName::disallowed() ||
         (kept == StoreName::root() && dropped == StoreName::ca());
}

void drop(StoreGoal& goal, const Fingerprint& fingerprint) {
  auto& wanted = goal.wanted;
  wanted.erase(std::find_if(wanted.begin(), wanted.end(),
                            [&](const Wanted& one) { return one.fingerprint() == fingerprint; }));
}

void say(const Wanted& wanted, const StoreName& store, Level level, const std::string& predicate,
         std::vector<Finding>& findings) {
  if (level != Level::ignore) {
    findings.push_back({.rule = RuleId::cannot_hold,
                        .level = level,
                        .message = wanted.certificate->label() + " " + predicate,
                        .store = store,
                        .certificate = wanted.fingerprint(),
                        .where = wanted.at()});
  }
}

}  // namespace

void choose_one_store_each(StoreGoals& goals, const Distrust& distrust, const Policy& policy,
                           std::vector<Finding>& findings) {
  const Level declared = policy.levels_of(RuleId::cannot_hold).declared;
  std::map<Fingerprint, std::vector<StoreName>> stores;
  for (const auto& [store, goal] : goals) {
    for (const Wanted& wanted : goal.wanted) {
      stores[wanted.fingerprint()].push_back(store);
    }
  }
  for (auto& [fingerprint, names] : stores) {
    const StoreName kept = *std::min_element(names.begin(), names.end(), ranks_before);
    for (const StoreName& name : names) {
      if (name != kept) {
        const Level level = is_as_good(kept, name) ? std::min(Level::info, declared) : declared;
        say(*goals.at(name).find_wanted(fingerprint), name, level,
            "is placed in " + kept.text() + " and not in " + name.text() +
                ": this target keeps a certificate in one store",
            findings);
        drop(goals.at(name), fingerprint);
      }
    }
    if (kept != StoreName::disallowed() &&
        distrust.stays(*goals.at(kept).find_wanted(fingerprint)->certificate)) {
      say(*goals.at(kept).find_wanted(fingerprint), kept, declared,
          "cannot be placed in " + kept.text() +
              ": it is in Disallowed, and this target keeps a certificate in one store; declare it "
              "absent from Disallowed if it is to be trusted again",
          findings);
      drop(goals.at(kept), fingerprint);
    }
  }
}

void plan_moves(ChangeLists& changes, const StoreGoals& goals, const TargetState& actual) {
  std::set<Key> removed;
  for (const PlannedChange& remove : changes.removes) {
    removed.insert(store_and_key(remove));
  }
  std::set<Key> moved;
  for (const PlannedChange& add : changes.adds) {
    const Fingerprint& fingerprint = certificate_of(add.change).fingerprint();
    for (const auto& [store, contents] : actual) {
      const Entry* entry =
          contents.has_value() ? contents->find(fingerprint, Origin::local) : nullptr;
      if (entry == nullptr || store == store_of(add.change) ||
          !removed.insert({store, fingerprint}).second) {
        continue;
      }
      moved.insert({store, fingerprint});
      changes.removes.push_back({Remove{store, entry->certificate, entry->properties()},
                                 Drift::unexpected,
                                 "moved to " + store_of(add.change).text() +
                                     ": this target keeps a certificate in one store",
                                 goals.at(store).at});
    }
  }
  const auto is_moved = [&](const PlannedChange& update) {
    return moved.count(store_and_key(update)) != 0;
  };
  changes.updates.erase(std::remove_if(changes.updates.begin(), changes.updates.end(), is_moved),
                        changes.updates.end());
  std::sort(changes.removes.begin(), changes.removes.end(),
            [](const PlannedChange& a, const PlannedChange& b) {
              return store_and_key(a) < store_and_key(b);
            });
}

}  // namespace trustctl
