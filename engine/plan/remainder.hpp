#pragma once

#include <map>
#include <span>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// What stays of a target's entries once a plan's removals are made. Borrows the state.
class Remainder {
 public:
  /// `changes` are in the order of a plan's, and may go afterwards.
  Remainder(const TargetState& actual, std::span<const PlannedChange> changes);

  /// The certificate stays in a store other than Disallowed, whoever put it there.
  bool is_trusted(const Fingerprint& fingerprint) const;

 private:
  bool is_removed(const StoreName& store, const Fingerprint& fingerprint) const;

  const TargetState& m_actual;
  std::map<StoreName, std::vector<Fingerprint>> m_removed;  // each list sorted
};

}  // namespace trustctl
