#pragma once

#include <vector>

#include "engine/chains/distrusted.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/plan/ownership.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// What becomes of the certificates that stand in Disallowed of a target. Borrows everything.
class Distrust {
 public:
  Distrust(const StoreGoals& goals, const TargetState& actual, const Capabilities& capabilities,
           const Ownership& ownership, const Policy& policy);

  /// It, or a twin of it that says the same (see Distrusted), stands in Disallowed, and no change
  /// that is planned takes that out.
  bool stays(const Certificate& certificate) const {
    return m_staying.find(certificate) != nullptr;
  }
  /// Appends `stays_distrusted` for each other store that wants what is in Disallowed and stays
  /// there, or is wanted there as well.
  void note_what_is_wanted(std::vector<Finding>& findings) const;

 private:
  bool goes(const Entry& entry, const StoreGoal& goal) const;
  void note(const StoreName& store, const Wanted& wanted, const Certificate& distrusted,
            std::vector<Finding>& findings) const;

  const StoreGoals& m_goals;
  const Ownership& m_ownership;
  const Policy& m_policy;
  Distrusted m_staying;
  Distrusted m_remaining;  // and what is there and wanted there
};

}  // namespace trustctl
