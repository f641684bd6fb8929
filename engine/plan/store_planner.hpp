#pragma once

#include <span>
#include <vector>

#include "engine/model/capabilities.hpp"
#include "engine/plan/finding_list.hpp"
#include "engine/plan/ownership.hpp"
#include "engine/plan/plan.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// Changes by kind, each in the order in which they were planned: by store and SHA-256.
struct ChangeLists {
  std::vector<PlannedChange> adds;
  std::vector<PlannedChange> updates;
  std::vector<PlannedChange> removes;
};

/// Plans one store: one merge of what is wanted with what is there, both sorted by SHA-256.
class StorePlanner {
 public:
  /// `rule` is null where the target has no such store.
  StorePlanner(const StoreName& store, const StoreRule* rule, const StoreGoal& goal,
               const Ownership& ownership, Adoption adoption, const Policy& policy, Time now);

  /// Appends to all three. Every add has drift `missing`; what is misplaced shows only once all
  /// stores are planned.
  void plan(const StoreContents& contents, ChangeLists& changes, std::vector<Reliance>& relied_on,
            std::vector<Finding>& findings);

 private:
  struct Run;  // the outputs, while planning

  void missing(const Wanted& wanted, Run& run) const;
  void present(const Wanted& wanted, std::span<const Entry> entries, Run& run) const;
  void present_locally(const Wanted& wanted, const Entry& entry, Run& run) const;
  void present_otherwise(const Wanted& wanted, std::span<const Entry> entries, Run& run) const;
  void undeclared(std::span<const Entry> entries, Run& run) const;
  void unwanted(const Unwanted& unwanted, std::span<const Entry> entries, Run& run) const;
  const Kept* exception_for(const Entry& entry) const;
  void prune(const Entry& entry, Run& run) const;
  void about_the_store(Run& run) const;
  void about_what_was_not_read(const StoreContents& contents, Run& run) const;

  const Properties* first_unlike(const Entry& entry, bool ours, const Wanted& wanted) const;
  bool becomes_ours(const Entry& entry) const;
  Properties held(Properties properties, const Wanted& wanted, Run& run) const;

  void add(const Wanted& wanted, Run& run) const;
  void update(const Entry& entry, const Properties& before, Properties after, std::string cause,
              const std::optional<Location>& at, Standing standing, Run& run) const;
  void remove(const Entry& entry, std::string cause, const std::optional<Location>& at,
              Standing standing, Run& run) const;

  const StoreName& m_store;
  const StoreRule& m_rule;
  bool m_exists;
  bool m_holds_all;
  const StoreGoal& m_goal;
  const Ownership& m_ownership;
  Adoption m_adoption;
  const Policy& m_policy;
  Time m_now;
};

}  // namespace trustctl
