#include "engine/plan/store_goal.hpp"

#include <algorithm>
#include <utility>

#include "engine/plan/selectors.hpp"

namespace trustctl {

namespace {

const Fingerprint& key_of(const Wanted& wanted) { return wanted.fingerprint(); }
const Fingerprint& key_of(const Unwanted& unwanted) { return unwanted.fingerprint; }
const Fingerprint& key_of(const Kept& kept) { return kept.certificate; }

template <class T>
const T* find_in(const std::vector<T>& sorted, const Fingerprint& fingerprint) {
  const auto at =
      std::lower_bound(sorted.begin(), sorted.end(), fingerprint,
                       [](const T& one, const Fingerprint& key) { return key_of(one) < key; });
  return at != sorted.end() && key_of(*at) == fingerprint ? &*at : nullptr;
}

// Of equals the first stays.
template <class T>
void sort_by_fingerprint(std::vector<T>& list) {
  const auto before = [](const T& a, const T& b) { return key_of(a) < key_of(b); };
  if (!std::is_sorted(list.begin(), list.end(), before)) {
    std::stable_sort(list.begin(), list.end(), before);
  }
  const auto same = [](const T& a, const T& b) { return key_of(a) == key_of(b); };
  list.erase(std::unique(list.begin(), list.end(), same), list.end());
}

template <class T, class Predicate>
void drop_if(std::vector<T>& list, const Predicate& predicate) {
  list.erase(std::remove_if(list.begin(), list.end(), predicate), list.end());
}

Finding not_at_hand(const StoreName& store, const DesiredAbsence& absence, const Policy& policy) {
  Finding finding{.rule = RuleId::not_at_hand,
                  .level = policy.levels_of(RuleId::not_at_hand).declared,
                  .message = name_of(absence) +
                             " cannot be put into Disallowed: neither the manifest nor a store of "
                             "this target holds its bytes; name its file under `certificates` and "
                             "distrust it by that alias",
                  .store = store,
                  .where = absence.at};
  if (const auto* fingerprint = std::get_if<Fingerprint>(&absence.which)) {
    finding.certificate = *fingerprint;
  }
  return finding;
}

class Builder {
 public:
  Builder(const DesiredState& desired, const TargetState& actual, const Policy& policy,
          std::vector<Finding>& findings)
      : m_desired(desired),
        m_actual(actual),
        m_policy(policy),
        m_findings(findings),
        m_selectors(desired, actual) {}

  StoreGoals build() {
    for (const auto& [name, contents] : m_actual) {
      m_goals.try_emplace(name);
    }
    for (const auto& [name, store] : m_desired.stores) {
      declare(name, store);
    }
    settle_disallowed();
    for (auto& [name, goal] : m_goals) {
      settle(goal);
    }
    return std::move(m_goals);
  }

 private:
  void declare(const StoreName& name, const DesiredStore& store) {
    StoreGoal& goal = m_goals[name];
    goal.prune = store.prune;
    goal.tolerance = store.tolerance;
    goal.at = store.at;
    goal.wanted.reserve(store.present.size());
    for (const DesiredEntry& entry : store.present) {
      goal.wanted.push_back({&entry.certificate, &entry, nullptr});
    }
    for (const KeptEntry& kept : store.keep) {
      for (const Fingerprint& fingerprint : m_selectors.matches(kept.which)) {
        goal.kept.push_back({fingerprint, &kept});
      }
    }
    for (const DesiredAbsence& absence : store.absent) {
      const auto found = m_selectors.matches(absence.which);
      if (absence.action == AbsentAction::distrust) {
        distrust(name, absence, found);
      }
      for (const Fingerprint& fingerprint : found) {
        goal.unwanted.push_back({fingerprint, &absence});
      }
      if (found.empty()) {
        goal.unknown.push_back(&absence);
      }
    }
  }

  void distrust(const StoreName& name, const DesiredAbsence& absence,
                const std::vector<Fingerprint>& found) {
    bool at_hand = false;
    for (const Fingerprint& fingerprint : found) {
      if (const Certificate* certificate = m_selectors.certificate(fingerprint)) {
        m_distrusted.push_back({certificate, nullptr, &absence});
        at_hand = true;
      }
    }
    if (!at_hand && m_policy.levels_of(RuleId::not_at_hand).declared != Level::ignore) {
      m_findings.push_back(not_at_hand(name, absence, m_policy));
    }
  }

  // What is distrusted must be in Disallowed, even where the same manifest says that it must not.
  void settle_disallowed() {
    if (m_distrusted.empty()) {
      return;
    }
    sort_by_fingerprint(m_distrusted);
    StoreGoal& goal = m_goals[StoreName::disallowed()];
    drop_if(goal.unwanted, [this](const Unwanted& unwanted) {
      return find_in(m_distrusted, unwanted.fingerprint) != nullptr;
    });
    goal.wanted.insert(goal.wanted.end(), m_distrusted.begin(), m_distrusted.end());
  }

  // Elsewhere what must be absent wins over what must be present.
  static void settle(StoreGoal& goal) {
    sort_by_fingerprint(goal.wanted);
    sort_by_fingerprint(goal.unwanted);
    sort_by_fingerprint(goal.kept);
    if (!goal.unwanted.empty()) {
      drop_if(goal.wanted, [&goal](const Wanted& wanted) {
        return goal.find_unwanted(wanted.fingerprint()) != nullptr;
      });
    }
  }

  const DesiredState& m_desired;
  const TargetState& m_actual;
  const Policy& m_policy;
  std::vector<Finding>& m_findings;
  Selectors m_selectors;
  StoreGoals m_goals;
  std::vector<Wanted> m_distrusted;
};

}  // namespace

const PropertyWishes& Wanted::wishes() const {
  static const PropertyWishes none;
  return present != nullptr ? present->wishes : none;
}

std::string Wanted::cause() const {
  return present != nullptr ? present->cause : cause_of(*distrust);
}

std::string name_of(const DesiredAbsence& absence) {
  if (!absence.alias.empty()) {
    return absence.alias;
  }
  if (const auto* subject = std::get_if<Subject>(&absence.which)) {
    return subject->text();
  }
  const auto* fingerprint = std::get_if<Fingerprint>(&absence.which);
  return fingerprint != nullptr ? fingerprint->hex() : std::get<Thumbprint>(absence.which).hex();
}

std::string cause_of(const DesiredAbsence& absence) {
  const std::string act = absence.action == AbsentAction::distrust ? "distrust" : "absent";
  return absence.reason.empty() ? act : act + ": " + absence.reason;
}

const Wanted* StoreGoal::find_wanted(const Fingerprint& fingerprint) const {
  return find_in(wanted, fingerprint);
}

const Unwanted* StoreGoal::find_unwanted(const Fingerprint& fingerprint) const {
  return find_in(unwanted, fingerprint);
}

const Kept* StoreGoal::find_kept(const Fingerprint& fingerprint) const {
  return find_in(kept, fingerprint);
}

StoreGoals store_goals(const DesiredState& desired, const TargetState& actual, const Policy& policy,
                       std::vector<Finding>& findings) {
  return Builder(desired, actual, policy, findings).build();
}

}  // namespace trustctl
