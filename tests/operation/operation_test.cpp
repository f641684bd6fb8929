#include <catch2/catch.hpp>

#include "engine/operation/exit_code.hpp"
#include "tests/manifest/manifest_text.hpp"
#include "tests/operation/fake_outside.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// Two targets that are to hold lab-root, and nothing else of ours.
Checked<Manifest> two_targets() {
  return parsed(
      "version: 1\nsite: lab\ntargets:\n  one: { provider: fake }\n  two: { provider: fake }\n"
      "certificates:\n  lab-root: { source: lab-root.pem, sha256: " +
      sha256_of("lab-root") + " }\nstores:\n  - { store: Root, present: [lab-root] }\n");
}

DocumentHead head() { return {"test", "0", "here", today(), today()}; }

TargetState with_root() { return state({{"Root", {local(fixture("lab-root"), {"lab"})}}}); }

// All that an apply needs, and what it left behind.
struct Applying {
  FakeTargets targets;
  FakeFiles files;
  FakeJournal journal;
  StandingClock clock;
  FakePerson person;
  KeptRuns preview;
  KeptRuns view;

  RunTotals run() {
    return apply({head(), two_targets()}, {targets, files}, {journal, clock, person}, preview,
                 view);
  }
};

}  // namespace

TEST_CASE("plan, check and apply need no command line", "[operation]") {
  Applying world;
  FakeTarget& one = world.targets.add("one");
  world.targets.add("two", with_root());
  KeptRuns planned;
  KeptRuns checked;

  const RunTotals plan_totals =
      plan({head(), two_targets()}, {world.targets, world.files}, planned);
  const RunTotals applied = world.run();
  const RunTotals check_totals =
      check({head(), two_targets()}, {world.targets, world.files}, checked);

  CHECK(plan_totals.verdict() == RunVerdict::differs);
  CHECK(planned.calls == "begin one two end");
  CHECK(applied.verdict() == RunVerdict::in_sync);
  CHECK(applied.changed());
  CHECK(one.holds(StoreName::root(), fixture("lab-root")));
  CHECK(world.view.runs[0].journal_file == "journal/journal-1");
  CHECK(check_totals.verdict() == RunVerdict::in_sync);
  CHECK(check_totals.counts().as_declared == 2);
}

TEST_CASE("plan and check hold one target at a time and write nothing", "[operation]") {
  Applying world;
  const FakeTarget& one = world.targets.add("one");
  const FakeTarget& two = world.targets.add("two");
  KeptRuns view;

  plan({head(), two_targets()}, {world.targets, world.files}, view);
  check({head(), two_targets()}, {world.targets, world.files}, view);

  CHECK(world.targets.most_open() == 1);
  CHECK(one.is_untouched());
  CHECK(two.is_untouched());
  CHECK(world.files.reads_of("lab-root.pem") == 2);  // once a run, however many targets
}

TEST_CASE("a person is asked once, about everything, and a no changes nothing", "[operation]") {
  Applying world;
  const FakeTarget& one = world.targets.add("one");
  world.targets.add("two");
  world.person = FakePerson(Error{ErrorCode::refused, "no"});

  const RunTotals totals = world.run();

  CHECK(world.person.asked() == 1);
  CHECK(world.preview.calls == "begin one two end");
  CHECK(totals.verdict() == RunVerdict::refused);
  CHECK(!totals.changed());
  CHECK(one.is_untouched());
  REQUIRE(world.view.errors.size() == 1);
}

TEST_CASE("nobody is asked where nothing would change", "[operation]") {
  Applying world;
  world.targets.add("one", with_root());
  world.targets.add("two", with_root());

  CHECK(world.run().verdict() == RunVerdict::in_sync);
  CHECK(world.person.asked() == 0);
}

TEST_CASE("a target that cannot be opened is a run of its own and hides no other", "[operation]") {
  Applying world;
  world.targets.add("two", with_root());
  KeptRuns view;

  const RunTotals totals = check({head(), two_targets()}, {world.targets, world.files}, view);

  CHECK(view.verdicts == std::vector{RunVerdict::could_not_tell, RunVerdict::in_sync});
  CHECK(view.runs[0].errors.front().message == "no target one");
  CHECK(totals.verdict() == RunVerdict::could_not_tell);
}

TEST_CASE("what was written makes a failure elsewhere one in part", "[operation]") {
  Applying world;
  world.targets.add("one");

  const RunTotals totals = world.run();

  CHECK(world.view.verdicts == std::vector{RunVerdict::in_sync, RunVerdict::could_not_tell});
  CHECK(totals.verdict() == RunVerdict::partly_applied);
}

TEST_CASE("a manifest with errors gives no run, and its errors at the end", "[operation]") {
  Applying world;
  const Checked<Manifest> wrong =
      tl::unexpected(std::vector{Error{ErrorCode::invalid_input, "wrong"}});
  KeptRuns view;

  const RunTotals totals = plan({head(), wrong}, {world.targets, world.files}, view);

  CHECK(view.calls == "begin end");
  CHECK(view.errors.size() == 1);
  CHECK(totals.verdict() == RunVerdict::failed);
}

TEST_CASE("an empty target is no proof that something is absent", "[operation]") {
  Applying world;
  world.targets.add("one");
  const Checked<Manifest> absences = parsed(
      "version: 1\ntargets: { one: { provider: fake } }\nstores:\n  - { store: Root, absent: [ { "
      "sha256: " +
      sha256_of("lab-root") + " } ] }\n");
  KeptRuns view;

  const RunTotals totals = check({head(), absences}, {world.targets, world.files}, view);

  CHECK(totals.verdict() == RunVerdict::could_not_tell);
}

TEST_CASE("check fails on a finding as grave as it is told to", "[operation]") {
  Applying world;
  world.targets.add(
      "one",
      state({{"Root", {local(fixture("lab-root"), {"lab"}), local(fixture("expired-root"))}}}));
  world.targets.add("two", with_root());
  KeptRuns view;

  const RunTotals totals =
      check({head(), two_targets(), Level::warning}, {world.targets, world.files}, view);

  CHECK(view.verdicts == std::vector{RunVerdict::noteworthy, RunVerdict::in_sync});
  CHECK(exit_code_of(totals.verdict(), ExitRule::check) == ExitCode::differences);
}
