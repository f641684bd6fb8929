#include "engine/operation/target_run.hpp"

#include <algorithm>

namespace trustctl {

namespace {

// What became of the changes; in_sync where all were made.
RunVerdict verdict_of(const ApplyReport& report) {
  const bool stopped = report.failure.has_value();
  if (report.partial() || (stopped && report.changed_anything())) {
    return RunVerdict::partly_applied;
  }
  if (stopped) {
    return verdict_of(*report.failure);
  }
  return report.done() ? RunVerdict::in_sync : RunVerdict::failed;
}

RunVerdict verdict_of(const Plan& plan) {
  if (!plan.unreadable.empty()) {
    return RunVerdict::could_not_tell;
  }
  if (plan.blocked()) {
    return RunVerdict::blocked;
  }
  return plan.refusals.empty() ? RunVerdict::in_sync : RunVerdict::refused;
}

}  // namespace

std::string_view to_string(RunVerdict verdict) {
  switch (verdict) {
    case RunVerdict::in_sync:
      return "in_sync";
    case RunVerdict::noteworthy:
      return "noteworthy";
    case RunVerdict::unmet:
      return "unmet";
    case RunVerdict::differs:
      return "differs";
    case RunVerdict::refused:
      return "refused";
    case RunVerdict::partly_applied:
      return "partly_applied";
    case RunVerdict::blocked:
      return "blocked";
    case RunVerdict::could_not_tell:
      return "could_not_tell";
    case RunVerdict::failed:
      return "failed";
  }
  return "failed";
}

RunVerdict verdict_of(const Error& error) {
  const bool refused = error.code == ErrorCode::refused || error.code == ErrorCode::stale;
  return refused ? RunVerdict::refused : RunVerdict::failed;
}

RunVerdict verdict_of(const TargetRun& run) {
  RunVerdict verdict = run.errors.empty() ? verdict_of(run.plan) : RunVerdict::could_not_tell;
  if (run.applied.has_value()) {
    verdict = std::max(verdict, verdict_of(*run.applied));
  } else if (run.plan.has_work()) {
    verdict = std::max(verdict, RunVerdict::differs);
  }
  if (count_unmet(run.plan.findings) != 0) {
    verdict = std::max(verdict, RunVerdict::unmet);
  }
  return run.noteworthy ? std::max(verdict, RunVerdict::noteworthy) : verdict;
}

bool is_applicable(const TargetRun& run) {
  return run.plan.is_free() ? run.plan.has_work() : !run.plan.urgent_part().changes.empty();
}

RunCounts& RunCounts::operator+=(const RunCounts& other) {
  adds += other.adds;
  updates += other.updates;
  removes += other.removes;
  missing += other.missing;
  unexpected += other.unexpected;
  misplaced += other.misplaced;
  different += other.different;
  unmet += other.unmet;
  as_declared += other.as_declared;
  nobodys += other.nobodys;
  kept += other.kept;
  return *this;
}

RunCounts counts_of(const Plan& plan) {
  RunCounts counts;
  for (const PlannedChange& planned : plan.changes) {
    counts.adds += std::holds_alternative<Add>(planned.change) ? 1U : 0U;
    counts.updates += std::holds_alternative<Update>(planned.change) ? 1U : 0U;
    counts.removes += std::holds_alternative<Remove>(planned.change) ? 1U : 0U;
    counts.missing += planned.drift == Drift::missing ? 1U : 0U;
    counts.unexpected += planned.drift == Drift::unexpected ? 1U : 0U;
    counts.misplaced += planned.drift == Drift::misplaced ? 1U : 0U;
    counts.different += planned.drift == Drift::different ? 1U : 0U;
  }
  counts.unmet = count_unmet(plan.findings);
  counts.as_declared = plan.relied_on.size();
  for (const Reliance& reliance : plan.relied_on) {
    counts.nobodys += reliance.nobodys ? 1U : 0U;
  }
  for (const Finding& finding : plan.findings) {
    counts.kept += finding.rule == RuleId::kept ? 1U : 0U;
  }
  return counts;
}

void RunTotals::add(const TargetRun& run) {
  m_gravest = std::max(m_gravest, verdict_of(run));
  m_changed = m_changed || (run.applied.has_value() && run.applied->changed_anything());
  m_counts += counts_of(run.plan);
  ++m_targets;
}

void RunTotals::add(const Error& error) { m_gravest = std::max(m_gravest, verdict_of(error)); }

RunVerdict RunTotals::verdict() const {
  return m_changed && m_gravest > RunVerdict::unmet ? RunVerdict::partly_applied : m_gravest;
}

}  // namespace trustctl
