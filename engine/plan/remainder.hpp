#pragma once

#include <set>
#include <span>

#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// What stays of a target's entries once a plan's removals are made. Borrows the state.
class Remainder {
 public:
  Remainder(const TargetState& actual, std::span<const PlannedChange> changes);

  /// The certificate stays in a store other than Disallowed, whoever put it there.
  bool is_trusted(const Fingerprint& fingerprint) const;

 private:
  const TargetState& m_actual;
  std::set<std::pair<StoreName, Fingerprint>> m_removed;
};

}  // namespace trustctl
