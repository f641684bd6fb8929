#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/change.hpp"
#include "engine/model/error.hpp"
#include "engine/model/finding.hpp"

namespace trustctl {

/// How the actual state differs from the desired one.
enum class Drift {
  missing,     ///< declared, and not there
  unexpected,  ///< there, and must not be
  misplaced,   ///< declared here, and found in another store where it is not declared
  different,   ///< there, with another property
};
std::string_view to_string(Drift drift);

struct PlannedChange {
  Change change;
  Drift drift;
  std::string cause;  ///< "chain ocs-front-end", "absent: Superfish, 2015", "no longer declared"
  std::optional<Location> declared_at;
  /// An add to Disallowed that `action: distrust` brings, and not a declared presence there.
  bool distrust = false;
  /// Part of a distrust that no `protect` forbids. It is carried out though other things are
  /// blocked or past max_removals: nothing that fails elsewhere keeps a compromised root trusted.
  bool urgent = false;
};

/// The cause of a change that takes away what the site put there and its manifest no longer
/// declares.
inline constexpr std::string_view no_longer_declared = "no longer declared";

/// What forbids the whole plan.
struct Refusal {
  std::string guard;    ///< "max_removals", "protect", "lineage"; "stale", of a saved plan
  std::string message;  ///< what it forbids, and what to do if it is meant
};

/// An entry that the plan found as declared: a later apply of this plan relies on it.
struct Reliance {
  StoreName store;
  Fingerprint certificate;
  std::optional<std::set<Oid>> purposes = std::nullopt;  ///< that it had; absent: all
  bool nobodys = false;  ///< not this site's nor another's: never pruned, unless it is adopted
};

/// All that would be done to one target. Changes are ordered adds, updates, removes, each by store
/// and SHA-256; findings by store, level (gravest first), SHA-256 and rule.
struct Plan {
  std::string target;
  std::vector<PlannedChange> changes;
  std::vector<Finding> findings;
  std::vector<Refusal> refusals;
  std::vector<Error> unreadable;    ///< stores that could not be read; nothing is planned for them
  std::vector<Reliance> relied_on;  ///< local entries only; sorted by store and SHA-256
  bool needs_rebuild = false;       ///< as TargetState has it: to be done even without a change
  bool may_be_shared = false;       ///< the policy lets root write where others may (shared_target)
  bool has_leftovers = false;       ///< as TargetState has it; an apply clears them away in passing

  /// There is something to write.
  bool has_work() const { return !changes.empty() || needs_rebuild; }
  /// Nothing to write, and nothing that is declared remains unmet.
  bool in_sync() const;
  /// A declared error stands in the way (an observed one does not), or a store could not be read.
  bool blocked() const;
  /// Nothing forbids it: all of it may be carried out.
  bool is_free() const { return refusals.empty() && !blocked(); }
  /// What may be carried out though the whole may not: the urgent changes. Empty where a refusal
  /// concerns the target itself (it is read-only, the plan is stale).
  Plan urgent_part() const;
};

}  // namespace trustctl
