#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/apply/apply_plan.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/model/time.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// How a target is named to people: "machine (directory: ./demo-machine)".
struct TargetLabel {
  std::string name;      ///< "machine"
  std::string provider;  ///< "directory"
  std::string location;  ///< "./demo-machine"; empty: it has none
};

/// Everything that one run knows of one target, from its declaration to what became of it. plan and
/// check fill it up to the plan, apply to the end; what could not be done is in `errors` and leaves
/// the rest empty. Operations hand a run to the views as soon as the target is finished, and keep
/// none: however many targets there are, one is in memory.
///
/// Do not ask its members how it went: `verdict_of` decides that once, for exit code, text and
/// JSON.
struct TargetRun {
  TargetLabel label;
  /// As another process in another folder finds it (Targets::for_good).
  TargetDeclaration declaration;
  std::optional<Site> site;
  /// How many certificates were declared absent, over all stores.
  std::size_t absences = 0;
  /// Who else may write there, as TargetState has it.
  std::optional<Error> shared = std::nullopt;
  /// Nothing was found where the target is said to be: most often a slip in its location.
  bool missing = false;
  /// Some finding is as grave as the level that `check --fail-on` names.
  bool noteworthy = false;
  Plan plan;
  /// Absent: nothing was to be applied, or nothing was begun.
  std::optional<ApplyReport> applied;
  /// The journal's record of the apply; empty: nothing was begun.
  std::string journal_file;
  /// Why there is no plan: the target could not be opened or read.
  std::vector<Error> errors;
};

/// How a run stands, or stood when it ended. Ordered: of several, the later one counts.
enum class RunVerdict {
  in_sync,         ///< everything is as declared
  noteworthy,      ///< so too, but a finding is as grave as --fail-on
  unmet,           ///< something declared is not reached, and no change of ours would reach it
  differs,         ///< changes are needed, and were not made
  refused,         ///< a guard forbids it, the plan is stale, nobody confirmed: nothing was written
  partly_applied,  ///< something was written, and not all
  blocked,         ///< what the manifest declares has an error: nothing was written
  could_not_tell,  ///< a target or store could not be read: nothing was written
  failed,          ///< the run itself failed: nothing was written
};
/// "in_sync", "partly_applied", …: as JSON says it.
std::string_view to_string(RunVerdict verdict);

/// The one judgement of a target's run. Pure; O(changes).
RunVerdict verdict_of(const TargetRun& run);
/// Of what concerns no target: a manifest that does not parse, a question that was answered with
/// no.
RunVerdict verdict_of(const Error& error);

/// Whether an apply has anything to do here: there is something to write, and nothing forbids it,
/// or it is urgent.
bool is_applicable(const TargetRun& run);

/// How many changes of each kind a plan has, by what is done and by what drifted.
struct RunCounts {
  std::size_t adds = 0;
  std::size_t updates = 0;
  std::size_t removes = 0;
  std::size_t missing = 0;
  std::size_t unexpected = 0;
  std::size_t misplaced = 0;
  std::size_t different = 0;
  std::size_t unmet = 0;
  std::size_t as_declared = 0;  ///< local entries that are so already
  std::size_t nobodys = 0;      ///< of these, what no site owns though the manifest has one
  std::size_t kept = 0;         ///< not declared, and let stay by the manifest's `keep`

  std::size_t changes() const { return adds + updates + removes; }
  RunCounts& operator+=(const RunCounts& other);
};
RunCounts counts_of(const Plan& plan);

/// What remains of the runs when their targets are gone: sums, and the verdict over all of them.
/// Add every run once, in any order, and every error that concerns no target.
class RunTotals {
 public:
  void add(const TargetRun& run);
  void add(const Error& error);

  /// The gravest; but where something was written and something failed, partly_applied, so that a
  /// failure always means that nothing was written.
  RunVerdict verdict() const;
  /// Whether any target was changed.
  bool changed() const { return m_changed; }
  std::size_t targets() const { return m_targets; }
  const RunCounts& counts() const { return m_counts; }

 private:
  RunVerdict m_gravest = RunVerdict::in_sync;
  bool m_changed = false;
  std::size_t m_targets = 0;
  RunCounts m_counts;
};

}  // namespace trustctl
