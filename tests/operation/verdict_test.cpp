#include <catch2/catch.hpp>

#include "engine/operation/target_run.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

PlannedChange addition() {
  return {Add{StoreName::root(), fixture("lab-root"), {}}, Drift::missing, "test", std::nullopt};
}

TargetRun with_changes(std::size_t count) {
  TargetRun run;
  run.plan.changes.assign(count, addition());
  return run;
}

TargetRun applied(std::vector<Outcome> outcomes, std::optional<Error> failure = std::nullopt) {
  TargetRun run = with_changes(outcomes.size());
  run.applied = ApplyReport();
  for (Outcome& outcome : outcomes) {
    run.applied->changes.push_back({addition(), std::move(outcome)});
  }
  run.applied->failure = std::move(failure);
  return run;
}

const Outcome failed = Failed{{ErrorCode::io, "disk full"}};
const Outcome unknown = Unknown{{ErrorCode::access_denied, "cannot read it back"}};
const Outcome skipped = NotAttempted{"an add failed"};

}  // namespace

TEST_CASE("a run without changes is in sync, unless something declared is unmet", "[operation]") {
  TargetRun run;
  CHECK(verdict_of(run) == RunVerdict::in_sync);

  run.plan.findings = {{.rule = RuleId::cannot_remove, .level = Level::warning, .message = ""}};
  CHECK(verdict_of(run) == RunVerdict::in_sync);
  run.plan.findings.front().unmet = true;
  CHECK(verdict_of(run) == RunVerdict::unmet);
}

TEST_CASE("changes that were not made differ, and a guard refuses them", "[operation]") {
  TargetRun run = with_changes(1);
  CHECK(verdict_of(run) == RunVerdict::differs);

  run.plan.refusals = {{"max_removals", "too many"}};
  CHECK(verdict_of(run) == RunVerdict::refused);
}

TEST_CASE("what could not be read is not known, whatever else is", "[operation]") {
  TargetRun run = with_changes(1);
  run.plan.refusals = {{"protect", "no"}};
  run.plan.unreadable = {{ErrorCode::access_denied, "CA"}};
  CHECK(verdict_of(run) == RunVerdict::could_not_tell);

  TargetRun unopened;
  unopened.errors = {{ErrorCode::not_found, "no such place"}};
  CHECK(verdict_of(unopened) == RunVerdict::could_not_tell);
}

TEST_CASE("a declared error blocks, and an observed one does not", "[operation]") {
  TargetRun run = with_changes(1);
  run.plan.findings = {{.rule = RuleId::expired, .level = Level::error, .message = "expired"}};
  CHECK(verdict_of(run) == RunVerdict::blocked);

  run.plan.findings.front().observed = true;
  CHECK(verdict_of(run) == RunVerdict::differs);
}

TEST_CASE("an apply is in sync, in part or failed by what became of its changes", "[operation]") {
  CHECK(verdict_of(applied({Changed{}, Unchanged{}})) == RunVerdict::in_sync);
  CHECK(verdict_of(applied({Changed{}, failed})) == RunVerdict::partly_applied);
  CHECK(verdict_of(applied({Changed{}, skipped})) == RunVerdict::partly_applied);
  CHECK(verdict_of(applied({Unchanged{}, failed})) == RunVerdict::failed);
  CHECK(verdict_of(applied({Changed{}, unknown})) == RunVerdict::partly_applied);
  CHECK(verdict_of(applied({unknown})) == RunVerdict::partly_applied);  // it may have been written
  CHECK(verdict_of(applied({skipped}, Error{ErrorCode::locked, "locked"})) == RunVerdict::failed);
  CHECK(verdict_of(applied({skipped}, Error{ErrorCode::stale, "moved"})) == RunVerdict::refused);
  CHECK(verdict_of(applied({Changed{}}, Error{ErrorCode::stale, "moved"})) ==
        RunVerdict::partly_applied);
}

TEST_CASE("of several runs the gravest counts, but what was written makes it one in part",
          "[operation]") {
  RunTotals read_only;
  read_only.add(TargetRun());
  read_only.add(with_changes(1));
  CHECK(read_only.verdict() == RunVerdict::differs);
  read_only.add(Error{ErrorCode::invalid_input, "wrong"});
  CHECK(read_only.verdict() == RunVerdict::failed);
  CHECK(read_only.counts().adds == 1);

  RunTotals written;
  written.add(applied({Changed{}}));
  CHECK(written.verdict() == RunVerdict::in_sync);
  written.add(Error{ErrorCode::refused, "not confirmed"});
  CHECK(written.verdict() == RunVerdict::partly_applied);
}

TEST_CASE("something declared that stays unmet is said of an apply that did all it could",
          "[operation]") {
  TargetRun run = applied({Changed{}});
  run.plan.findings = {{.rule = RuleId::stays_distrusted, .level = Level::warning, .message = ""}};
  run.plan.findings.front().unmet = true;
  RunTotals totals;
  totals.add(run);

  CHECK(verdict_of(run) == RunVerdict::unmet);
  CHECK(totals.verdict() == RunVerdict::unmet);
}
