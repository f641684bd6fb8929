#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/rules.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// What the provider noticed while it read the store, as findings of that store.
std::vector<Finding> noticed(const StoreName& store, const StoreContents& contents);
/// The same, of what is in no store.
std::vector<Finding> noticed(const TargetState& state);

/// The findings of one store while it is planned. Levels come from the policy; `ignore` is no
/// finding.
class FindingList {
 public:
  FindingList(StoreName store, const Policy& policy, Time now, std::vector<Finding>& findings)
      : m_store(std::move(store)), m_policy(policy), m_now(now), m_findings(findings) {}

  /// What the rules say of a certificate that is declared here: about time only where it would be
  /// added, since what is there is observed.
  void judge_declared(const Wanted& wanted, bool is_there);
  /// What the rules say of one that is only there. Vendor entries are not judged: nobody here could
  /// act on it.
  void judge_observed(const Entry& entry);

  void duplicate(const Entry& entry);
  void by_policy(const Wanted& wanted, const Entry& entry);
  /// The entry is not local, and its purposes are not the declared ones.
  void other_purposes(const Wanted& wanted, const Entry& entry);
  void cannot_remove(const Entry& entry, const DesiredAbsence& absence);
  void other_owner(const Entry& entry, const DesiredAbsence& absence);
  void protected_entry(const Entry& entry);
  /// Not declared, and stays by an exception of the manifest.
  void kept(const Entry& entry, const KeptEntry& exception);
  /// Another site's, or by policy, in an exclusive store: drift that is not ours to end.
  void not_exclusive(const Entry& entry, const StoreGoal& goal);
  /// The absence found nothing, in a store that was not read whole.
  void perhaps_unread(const DesiredAbsence& absence);
  /// The store is to hold nothing else, and was not read whole.
  void perhaps_not_exclusive(const StoreGoal& goal);

  /// A property that is declared and cannot be held. Gathered, and said once for each declaration
  /// by say_what_is_lost(): text at most as a warning, purposes at the declared level.
  void lost(Field field, const Wanted& wanted);
  void say_what_is_lost(const StoreRule& rule);
  /// The store has no place for owners, and so pruning works there for nobody.
  void owners_not_held(const StoreGoal& goal);
  /// The target has no such store.
  void no_such_store(std::size_t count, const StoreGoal& goal);
  /// The store can only be read: this would have been done.
  void not_writable(const StoreRule& rule, const Certificate& certificate, const std::string& what,
                    const std::optional<Location>& where, Standing standing);

 private:
  struct Lost {
    std::size_t count = 0;
    const Wanted* first = nullptr;
  };
  Finding* put(RuleId rule, Standing standing, const Certificate& certificate,
               const std::string& predicate, const Location* where);
  Finding not_read_whole(const std::string& what) const;
  void say_lost(Field field, const Lost& lost, const StoreRule& rule);

  StoreName m_store;
  const Policy& m_policy;
  Time m_now;
  std::vector<Finding>& m_findings;
  std::map<std::pair<Field, std::string>, Lost> m_lost;  // by field and alias
};

}  // namespace trustctl
