#pragma once

#include <vector>

#include "engine/model/capabilities.hpp"
#include "engine/plan/ownership.hpp"
#include "engine/plan/store_goal.hpp"

namespace trustctl {

/// What becomes of the certificates that stand in Disallowed of a target. Borrows everything.
class Distrust {
 public:
  Distrust(const StoreGoals& goals, const TargetState& actual, const Capabilities& capabilities,
           const Ownership& ownership, const Policy& policy)
      : m_goals(goals),
        m_actual(actual),
        m_capabilities(capabilities),
        m_ownership(ownership),
        m_policy(policy) {}

  /// It stands in Disallowed, and no change that is planned takes it out.
  bool stays(const Fingerprint& fingerprint) const;
  /// Appends `stays_distrusted` for each other store that wants what is in Disallowed and stays
  /// there, or is wanted there as well.
  void note_what_is_wanted(std::vector<Finding>& findings) const;

 private:
  bool goes(const Entry& entry, const StoreGoal& goal) const;
  void note(const Fingerprint& fingerprint, std::vector<Finding>& findings) const;

  const StoreGoals& m_goals;
  const TargetState& m_actual;
  const Capabilities& m_capabilities;
  const Ownership& m_ownership;
  const Policy& m_policy;
};

}  // namespace trustctl
