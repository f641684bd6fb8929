#include <catch2/catch.hpp>

#include "engine/apply/settled.hpp"
#include "engine/apply/staleness.hpp"
#include "tests/apply/one_exchange.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

bool is_unknown(const Outcome& outcome, ErrorCode code) {
  const auto* unknown = std::get_if<Unknown>(&outcome);
  return unknown != nullptr && unknown->error.code == code;
}

void notice_in_root(TargetState& now, RuleId rule, const std::string& message) {
  const auto entries = now.at(StoreName::root())->entries();
  now.insert_or_assign(StoreName::root(), StoreContents({entries.begin(), entries.end()},
                                                        {{.rule = rule,
                                                          .level = Level::warning,
                                                          .message = message,
                                                          .store = StoreName::root()}}));
}

// A file of Root that held single-root, and can no longer be opened.
void close_the_file_of_gone(TargetState& now) {
  take(now, StoreName::root(), gone());
  notice_in_root(now, RuleId::unreadable_file, "Root/single-root.pem: a link");
}

bool is_failed(const Outcome& outcome, ErrorCode code) {
  const auto* failed = std::get_if<Failed>(&outcome);
  return failed != nullptr && failed->error.code == code;
}

}  // namespace

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
    notice_in_root(now, RuleId::undecodable, "Root/torn.pem: cut short");
  };
  FakeTarget target(before());
  FakeJournal journal;
  target.when_locked(with_a_torn_file);
  target.after_apply(with_a_torn_file);

  CHECK(apply(plan_for(before()), target, journal).done());
}
