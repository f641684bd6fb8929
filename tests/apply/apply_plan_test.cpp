#include "engine/apply/apply_plan.hpp"

#include <catch2/catch.hpp>

#include "engine/apply/settled.hpp"
#include "engine/apply/staleness.hpp"
#include "engine/plan/make_plan.hpp"
#include "tests/support/fake_target.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const Certificate gone = fixture("single-root");

using Calls = std::vector<std::string>;

// Wants lab-root, and no longer single-root, in Root; relies on lab-policy in CA.
DesiredState wish() {
  return desire({{"Root", present({wanted(lab_root())})}, {"CA", present({wanted(lab_policy())})}});
}

TargetState before() {
  return state({{"Root", {local(gone, {"lab"})}}, {"CA", {local(lab_policy(), {"lab"})}}});
}

Plan plan_for(const TargetState& actual) {
  return make_plan(wish(), actual, all_capabilities(), {}, today(), unquestioned);
}

ApplyReport apply(const Plan& plan, FakeTarget& target, Journal& journal) {
  return apply_plan(plan, target, journal, {{today(), {}, "fake:here", site("lab")}, {}});
}

// lab-policy, disabled.
Entry without_purposes() {
  Entry entry = local(lab_policy(), {"lab"});
  entry.places.front().properties.purposes = std::set<Oid>{};
  return entry;
}

bool is_unknown(const Outcome& outcome, ErrorCode code) {
  const auto* unknown = std::get_if<Unknown>(&outcome);
  return unknown != nullptr && unknown->error.code == code;
}

// A file of Root that held single-root, and can no longer be opened.
void close_the_file_of_gone(TargetState& now) {
  take(now, StoreName::root(), gone);
  const auto left = now.at(StoreName::root())->entries();
  now.insert_or_assign(StoreName::root(), StoreContents({left.begin(), left.end()},
                                                        {{.rule = RuleId::unreadable_file,
                                                          .level = Level::warning,
                                                          .message = "Root/single-root.pem: a link",
                                                          .store = StoreName::root()}}));
}

bool is_failed(const Outcome& outcome, ErrorCode code) {
  const auto* failed = std::get_if<Failed>(&outcome);
  return failed != nullptr && failed->error.code == code;
}

template <class T>
bool all_are(const ApplyReport& report) {
  return std::all_of(report.changes.begin(), report.changes.end(), [](const AppliedChange& one) {
    return std::holds_alternative<T>(one.outcome);
  });
}

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
  CHECK(!target.holds(StoreName::root(), gone));
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
  CHECK(std::get<Remove>(item.planned.change).certificate == gone);
  CHECK(item.planned.cause == "no longer declared");
  CHECK(item.planned.drift == Drift::unexpected);
  CHECK(item.before == FakeTarget::image_of(StoreName::root(), gone));
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
  CHECK(target.holds(StoreName::root(), gone));
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
  CHECK(target.holds(StoreName::root(), gone));
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

TEST_CASE("a touched entry that is neither as before nor as after makes a plan stale", "[apply]") {
  Entry moved = local(gone, {"lab"});
  moved.places.front().properties.friendly_name = "somebody's";
  Entry strange = local(lab_root());
  for (const Entry& entry : {moved, strange}) {
    FakeTarget target(before());
    FakeJournal journal;
    target.when_locked([&](TargetState& now) { put(now, StoreName::root(), entry); });
    const auto report = apply(plan_for(before()), target, journal);

    CHECK(report.failure->code == ErrorCode::stale);
    CHECK(report.failure->message.find(entry.certificate.fingerprint().hex()) != std::string::npos);
    CHECK(all_are<NotAttempted>(report));
    CHECK(!journal.begun);
  }
}

TEST_CASE("an updated entry that is gone makes a plan stale", "[apply]") {
  const auto shared =
      state({{"Root", {local(lab_root(), {"other"})}}, {"CA", {local(lab_policy(), {"lab"})}}});
  FakeTarget target(shared);
  FakeJournal journal;
  target.when_locked([](TargetState& now) { take(now, StoreName::root(), lab_root()); });

  CHECK(apply(plan_for(shared), target, journal).failure->code == ErrorCode::stale);
}

TEST_CASE("an entry that was relied on and is gone makes a plan stale", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked([](TargetState& now) { take(now, StoreName::ca(), lab_policy()); });
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.failure->code == ErrorCode::stale);
  CHECK(target.holds(StoreName::root(), gone));
}

TEST_CASE("an entry that was relied on and has other purposes makes a plan stale", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked([](TargetState& now) { put(now, StoreName::ca(), without_purposes()); });
  const auto report = apply(plan_for(before()), target, journal);

  REQUIRE(report.failure);
  CHECK(report.failure->code == ErrorCode::stale);
  CHECK(report.failure->message.find("has other purposes") != std::string::npos);
  CHECK(!report.changed_anything());
}

TEST_CASE("a saved plan without changes fits as long as what it relies on is there", "[apply]") {
  const auto in_sync = state({{"Root", {local(lab_root())}}, {"CA", {local(lab_policy())}}});
  const Plan plan = plan_for(in_sync);
  REQUIRE(plan.changes.empty());

  CHECK(still_fits(plan, FakeTarget(in_sync)));
  CHECK(still_fits(plan, FakeTarget(state({{"Root", {local(lab_root())}}}))).error().code ==
        ErrorCode::stale);
  CHECK(still_fits(plan,
                   FakeTarget(state({{"Root", {local(lab_root())}}, {"CA", {without_purposes()}}})))
            .error()
            .code == ErrorCode::stale);
  CHECK(still_fits(Plan(), FakeTarget({})));
}

TEST_CASE("policy and vendor noise, and strangers, never make a plan stale", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked([](TargetState& now) {
    put(now, StoreName::root(), by_policy(lab_root()));
    put(now, StoreName::root(), by_vendor(gone));
    put(now, StoreName::root(), local(fixture("partner-root")));
  });
  CHECK(apply(plan_for(before()), target, journal).done());
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
    take(now, StoreName::root(), gone);
  });
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.done());
  CHECK(all_are<Unchanged>(report));
  CHECK(target.calls() == Calls{"lock", "session read", "apply", "unlock"});
  CHECK(target.steps().empty());  // for what an interrupted run left
  CHECK(!journal.begun);
}

TEST_CASE("a provider that claims what it did not do is found out", "[apply]") {
  for (const Outcome& lie : {Outcome{Changed{}}, Outcome{Unchanged{}}}) {
    FakeTarget target(before());
    FakeJournal journal;
    target.instead_of_change(1, lie);
    const auto report = apply(plan_for(before()), target, journal);

    CHECK(is_failed(report.changes[1].outcome, ErrorCode::io));
    CHECK(std::holds_alternative<Changed>(report.changes[0].outcome));
    CHECK(report.partial());
    CHECK(!report.done());
    CHECK(std::holds_alternative<Failed>(journal.ended->at(1)));
  }
}

TEST_CASE("a failed change fails alone, and is in the end record", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.instead_of_change(0, Failed{{ErrorCode::access_denied, "read-only"}});
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(is_failed(report.changes[0].outcome, ErrorCode::access_denied));
  CHECK(std::holds_alternative<Changed>(report.changes[1].outcome));
  CHECK(is_failed(journal.ended->at(0), ErrorCode::access_denied));
}

TEST_CASE("what a provider noticed while it wrote is in the report", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  const Finding noticed{RuleId::junk, Level::warning, "the hook exited 7"};
  target.notice(noticed);

  CHECK(apply(plan_for(before()), target, journal).findings == std::vector<Finding>{noticed});
}

TEST_CASE("a change that the provider says nothing of is unknown", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.forget_outcomes_after(1);
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(is_unknown(report.changes[1].outcome, ErrorCode::io));
}

TEST_CASE("what cannot be read back is not done, and the journal is closed all the same",
          "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.fail_session_read(2, {ErrorCode::access_denied, "gone away"});
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(is_unknown(report.changes[0].outcome, ErrorCode::access_denied));
  CHECK(is_unknown(report.changes[1].outcome, ErrorCode::access_denied));
  CHECK(!report.done());
  CHECK(journal.ended.has_value());
}

TEST_CASE("what cannot be opened under the lock is not gone already", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked(close_the_file_of_gone);
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(std::holds_alternative<Changed>(report.changes[0].outcome));
  CHECK(is_failed(report.changes[1].outcome, ErrorCode::io));
  CHECK(!report.done());
}

TEST_CASE("what cannot be opened after the changes does not count as removed", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.instead_of_change(1, Changed{});
  target.after_apply(close_the_file_of_gone);
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(is_unknown(report.changes[1].outcome, ErrorCode::io));
  CHECK(report.partial());
}

TEST_CASE("what could not be read before either does not make a removal doubtful", "[apply]") {
  const auto with_a_torn_file = [](TargetState& now) {
    const auto entries = now.at(StoreName::root())->entries();
    now.insert_or_assign(StoreName::root(), StoreContents({entries.begin(), entries.end()},
                                                          {{.rule = RuleId::undecodable,
                                                            .level = Level::warning,
                                                            .message = "Root/torn.pem: cut short",
                                                            .store = StoreName::root()}}));
  };
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked(with_a_torn_file);
  target.after_apply(with_a_torn_file);

  CHECK(apply(plan_for(before()), target, journal).done());
}

TEST_CASE("an apply that loses what it relied on is not done", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  target.after_apply([](TargetState& now) { take(now, StoreName::ca(), lab_policy()); });
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(all_are<Changed>(report));
  REQUIRE(report.failure);
  CHECK(!report.done());
  CHECK(report.changed_anything());
}

TEST_CASE("a journal that cannot be closed is said, and takes nothing back", "[apply]") {
  FakeTarget target(before());
  FakeJournal journal;
  journal.end_failure = Error{ErrorCode::io, "no space left"};
  const auto report = apply(plan_for(before()), target, journal);

  CHECK(report.failure == journal.end_failure);
  CHECK(all_are<Changed>(report));
}
