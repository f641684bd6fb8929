#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "engine/apply/journal.hpp"
#include "engine/plan/plan.hpp"
#include "engine/provider.hpp"
#include "engine/result.hpp"

namespace trustctl {

struct AppliedChange {
  PlannedChange planned;
  Outcome outcome;
};

/// What became of a plan. `failure` is set when it was stopped as a whole before the first change
/// (refused, locked, stale, the journal could not be written): then nothing was changed. And when,
/// after the changes, something that the plan relied on is gone or the journal's record could not
/// be closed: then the outcomes say what became of each.
struct ApplyReport {
  std::string target;
  std::vector<AppliedChange> changes;
  std::optional<Error> failure;
  std::string journal_id;              ///< empty: nothing was begun
  std::vector<Finding> findings = {};  ///< what the provider noticed while it wrote

  /// Every change is Changed or Unchanged, and a fresh read has shown it.
  bool done() const;
  /// Some change is Changed, or is Unknown and so may have been made.
  bool changed_anything() const;
  /// Something was changed and something was not.
  bool partial() const;
};

/// What an apply must know beside the plan: what the journal says of it, and how long to wait for
/// the target's lock.
struct ApplyContext {
  Circumstances circumstances;
  Deadline deadline;
  std::stop_token stop = {};  ///< ends the run before the first write, and never in the middle
};

/// For a saved plan without changes, which apply_plan would believe: reads, without the lock, what
/// it relies on. Fails as why_stale does, or as the read.
Result<void> still_fits(const Plan& plan, const Provider& provider);

/// Carries out a plan: lock, read again, refuse (stale) if a touched entry is neither as before nor
/// as after or one that was relied on is gone or has other purposes; journal begin, with the images
/// that the reading gave; Session::apply; read again and compare with what the plan wanted; journal
/// end. An outcome that the read contradicts becomes Failed, and one that it cannot show Unknown,
/// whatever the provider said. A plan with refusals, or one that is blocked, is refused (a blocked
/// one with the code of what blocks it), but for what is urgent in it (Plan::urgent_part), which is
/// carried out all the same; the rest waits. One that has nothing to write touches nothing, not
/// even the lock. What is as after already, by an earlier apply that was interrupted, is Unchanged
/// and neither journalled nor handed to the session.
ApplyReport apply_plan(const Plan& plan, Provider& provider, Journal& journal,
                       const ApplyContext& context);

/// For a target that has_leftovers and nothing else to be done: an empty batch. What could not be
/// cleared away is a finding of the report, and no failure.
ApplyReport clear_leftovers(const Plan& plan, Provider& provider, Deadline deadline);

}  // namespace trustctl
