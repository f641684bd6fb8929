#include <catch2/catch.hpp>

#include "engine/apply/settled.hpp"
#include "engine/apply/staleness.hpp"
#include "tests/apply/one_exchange.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

using Calls = std::vector<std::string>;

}  // namespace

TEST_CASE("a plan without changes touches nothing, not even the lock", "[apply]") {
  FakeTarget target(
      state({{"Root", {local(lab_root(), {"lab"})}}, {"CA", {local(lab_policy(), {"lab"})}}}));
  FakeJournal journal;
  const auto report = apply(plan_for(target.state()), target, journal);

  CHECK(report.done());
  CHECK(target.calls().empty());
  CHECK(!journal.begun);
}

TEST_CASE("planning reads and does not touch", "[apply]") {
  const FakeTarget target(before());
  const auto plan = plan_for(target.read({}).value());

  CHECK(!plan.changes.empty());
  CHECK(target.is_untouched());
}

TEST_CASE("an apply locks, reads, changes, reads again and unlocks", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.done());
  CHECK(all_are<Changed>(report));
  CHECK(target.calls() == Calls{"lock", "session read", "apply", "session read", "unlock"});
  CHECK(target.holds(StoreName::root(), lab_root()));
  CHECK(!target.holds(StoreName::root(), gone()));
}

TEST_CASE("what is removed is in the journal before it goes", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.journal_id == "journal-1");
  REQUIRE(journal.begun);
  CHECK(journal.begun->circumstances.place == "fake:here");
  REQUIRE(journal.begun->items.size() == 2);
  const auto& item = journal.begun->items[1];
  CHECK(std::get<Remove>(item.planned.change).certificate == gone());
  CHECK(item.planned.cause == "no longer declared");
  CHECK(item.planned.drift == Drift::unexpected);
  CHECK(item.before == FakeTarget::image_of(StoreName::root(), gone()));
  CHECK(target.steps().at(1).basis == item.before);  // for the provider to compare
  CHECK((journal.ended == std::vector<Outcome>{Changed{}, Changed{}}));
}

TEST_CASE("nothing is changed when the journal cannot be written", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  journal.begin_failure = Error{ErrorCode::io, "no space left"};
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.failure == journal.begin_failure);
  CHECK(all_are<NotAttempted>(report));
  CHECK(target.holds(StoreName::root(), gone()));
  CHECK(report.journal_id.empty());
}

TEST_CASE("nothing is changed when an entry cannot be preserved", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.give_no_images();
  const auto report = apply(plan_for(before()), target, journal);

  REQUIRE(report.failure);
  CHECK(all_are<NotAttempted>(report));
  CHECK(!journal.begun);
  CHECK(target.holds(StoreName::root(), gone()));
}

TEST_CASE("a locked target stops the whole, and says who holds it", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.fail("lock", {ErrorCode::locked, "held by process 17"});
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.failure->code == ErrorCode::locked);
  CHECK(all_are<NotAttempted>(report));
  CHECK(!report.done());
  CHECK(!report.partial());
}

TEST_CASE("a plan with refusals is refused without a look at the target", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  Plan plan = plan_for(before());
  plan.refusals.push_back({"max_removals", "too many"});
  const auto report = apply(plan, target, journal);

  CHECK(report.failure->code == ErrorCode::refused);
  CHECK(target.calls().empty());
}

TEST_CASE("a blocked plan is refused as wrong input, an unreadable one by its error", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  Plan blocked = plan_for(before());
  blocked.findings.push_back({.rule = RuleId::expired, .level = Level::error, .message = "x"});
  Plan unreadable = plan_for(before());
  unreadable.unreadable.push_back({ErrorCode::access_denied, "cannot read CA"});

  CHECK(apply(blocked, target, journal).failure->code == ErrorCode::invalid_input);
  CHECK(apply(unreadable, target, journal).failure->code == ErrorCode::access_denied);
  CHECK(target.calls().empty());
}

TEST_CASE("an error that is only observed stands in no apply's way", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  Plan plan = plan_for(before());
  plan.findings.push_back(
      {.rule = RuleId::expired, .level = Level::error, .message = "x", .observed = true});

  CHECK(apply(plan, target, journal).done());
}

TEST_CASE("a target that needs a rebuild gets an empty batch, and is read again", "[apply]") {
  TargetState stale = before();
  stale.needs_rebuild = true;
  FakeTarget target(stale);
  FakeJournal journal;
  Plan plan;
  plan.needs_rebuild = true;
  SECTION("that makes it") {
    target.after_apply([](TargetState& now) { now.needs_rebuild = false; });
    CHECK(apply(plan, target, journal).done());
  }
  SECTION("that does not") { CHECK(apply(plan, target, journal).failure); }
  CHECK(target.calls() == Calls{"lock", "session read", "apply", "session read", "unlock"});
  CHECK(target.steps().empty());
  CHECK(journal.begun.has_value());
}

TEST_CASE("leftovers are cleared away by an empty batch, and what hinders it is a finding",
          "[apply]") {
  FakeTarget target(before());
  CHECK(clear_leftovers({}, target, {}).findings.empty());
  CHECK(target.calls() == Calls{"lock", "apply", "unlock"});
  target.fail("lock", {ErrorCode::locked, "held by 17"});
  const auto findings = clear_leftovers({}, target, {}).findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message.find("held by 17") != std::string::npos);
}

TEST_CASE("what an interrupted apply has done already is unchanged, and the rest is finished",
          "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked(
      [](TargetState& now) { put(now, StoreName::root(), local(lab_root(), {"lab"})); });
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.done());
  CHECK(std::holds_alternative<Unchanged>(report.changes[0].outcome));
  CHECK(std::holds_alternative<Changed>(report.changes[1].outcome));
  CHECK(journal.begun->items.size() == 1);
}

TEST_CASE("where everything is done already, nothing is journalled, and the batch is empty",
          "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked([](TargetState& now) {
    put(now, StoreName::root(), local(lab_root(), {"lab"}));
    take(now, StoreName::root(), gone());
  });
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.done());
  CHECK(all_are<Unchanged>(report));
  CHECK(target.calls() == Calls{"lock", "session read", "apply", "unlock"});
  CHECK(target.steps().empty());  // for what an interrupted run left
  CHECK(!journal.begun);
}

TEST_CASE("a journal that cannot be closed is said, and takes nothing back", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  journal.end_failure = Error{ErrorCode::io, "no space left"};
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.failure == journal.end_failure);
  CHECK(all_are<Changed>(report));
}
