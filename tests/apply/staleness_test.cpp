#include <catch2/catch.hpp>

#include "engine/apply/settled.hpp"
#include "engine/apply/staleness.hpp"
#include "tests/apply/one_exchange.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// lab-policy, disabled.
Entry without_purposes() {
  Entry entry = local(lab_policy(), {"lab"});
  entry.places.front().properties.purposes = std::set<Oid>{};
  return entry;
}

}  // namespace

TEST_CASE("a touched entry that is neither as before nor as after makes a plan stale", "[apply]") {
  Entry moved = local(gone(), {"lab"});
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
  CHECK(target.holds(StoreName::root(), gone()));
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
    put(now, StoreName::root(), by_vendor(gone()));
    put(now, StoreName::root(), local(fixture("partner-root")));
  });
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
