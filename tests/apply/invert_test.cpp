#include "engine/apply/invert.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>

#include "engine/apply/apply_plan.hpp"
#include "engine/plan/make_plan.hpp"
#include "providers/directory/directory_provider.hpp"
#include "providers/snapshot/snapshot_provider.hpp"
#include "tests/apply/journal_samples.hpp"
#include "tests/support/fake_target.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

const Certificate single = fixture("single-root");

PlannedChange planned(Change change) { return {std::move(change), Drift::missing, "test", {}}; }

// An addition, an update and a removal, with an image.
JournalRecord record_of_three() {
  JournalRecord record;
  record.id = "00000042";
  record.begin.circumstances.target.name = "machine";
  record.begin.items = {
      {planned(Add{store("Root"), lab_root(), named("new")}), {}},
      {planned(Update{store("CA"), lab_policy(), named("old"), named("new")}), {{"here", {1}}}},
      {planned(Remove{store("Root"), single, named("old")}), {{"there", {2, 3}}}}};
  return record;
}

// Every file below a folder that is not the lock, with its bytes.
std::map<std::string, Bytes> files_of(const fs::path& folder) {
  std::map<std::string, Bytes> files;
  for (const auto& item : fs::recursive_directory_iterator(folder)) {
    if (item.is_regular_file() && item.path().filename() != ".trustctl.lock") {
      files[fs::relative(item.path(), folder).string()] = read_file(item.path());
    }
  }
  return files;
}

ApplyContext now_or_never() {
  return {{today(), {}, "test:here"}, {std::chrono::steady_clock::now() + std::chrono::seconds(5)}};
}

Plan plan_of(std::vector<Change> changes) {
  Plan plan;
  for (Change& change : changes) {
    plan.changes.push_back(planned(std::move(change)));
  }
  return plan;
}

// Applies, and gives the record of it.
JournalRecord applied(const Plan& plan, Provider& provider, JournalHere& here) {
  const auto report = apply_plan(plan, provider, here.journal, now_or_never());
  REQUIRE(report.done());
  return read_journal_record(here.state_directory, report.journal_id).value();
}

// To a target that holds single-root and lab-policy: one change of each kind, and back.
void apply_and_undo(Provider& provider, const fs::path& folder) {
  JournalHere here;
  applied(plan_of({Add{store("Root"), single, named("Single \u202E root")},
                   Add{store("CA"), lab_policy(), named("old")}}),
          provider, here);
  const auto before = files_of(folder);

  const auto record =
      applied(plan_of({Add{store("Root"), lab_root(), named("new")},
                       Update{store("CA"), lab_policy(), named("old"), named("new")},
                       Remove{store("Root"), single, named("Single \u202E root")}}),
              provider, here);
  CHECK(files_of(folder) != before);
  applied(invert(record), provider, here);

  CHECK(files_of(folder) == before);
}

}  // namespace

TEST_CASE("the inversion of a record undoes each change with what the journal kept", "[invert]") {
  JournalRecord record = record_of_three();
  record.outcomes = {Changed{}, Changed{}, Changed{}};
  const Plan plan = invert(record);

  CHECK(plan.target == "machine");
  REQUIRE(plan.changes.size() == 3);
  const auto& add = std::get<Add>(plan.changes[0].change);
  CHECK(add.certificate == single);
  CHECK(add.after == named("old"));
  CHECK((add.restore == std::vector<Image>{{"there", {2, 3}}}));
  const auto& update = std::get<Update>(plan.changes[1].change);
  CHECK(update.before == named("new"));
  CHECK(update.after == named("old"));
  const auto& remove = std::get<Remove>(plan.changes[2].change);
  CHECK(remove.certificate == lab_root());
  CHECK(remove.before == named("new"));
  CHECK(plan.changes[0].cause == "undo 00000042");
}

TEST_CASE("what changed nothing is not undone", "[invert]") {
  JournalRecord record = record_of_three();
  record.outcomes = {Unchanged{}, Failed{{ErrorCode::io, "x"}}, NotAttempted{"x"}};

  CHECK(invert(record).changes.empty());
}

TEST_CASE("what may have been done is undone", "[invert]") {
  JournalRecord record = record_of_three();
  record.outcomes = {Unknown{{ErrorCode::io, "x"}}, Failed{{ErrorCode::io, "x"}}, Changed{}};

  CHECK(invert(record).changes.size() == 2);
}

TEST_CASE("an interrupted apply is undone whole, and finds what was never done", "[invert]") {
  JournalHere here;
  const JournalRecord record = record_of_three();
  Entry old_policy = local(lab_policy());
  old_policy.places.front().properties = named("old");
  Entry old_single = local(single);
  old_single.places.front().properties = named("old");
  Entry new_root = local(lab_root());
  new_root.places.front().properties = named("new");
  // It came as far as the addition.
  FakeTarget target(state({{"Root", {new_root, old_single}}, {"CA", {old_policy}}}));
  const Plan plan = invert(record);
  const auto report = apply_plan(plan, target, here.journal, now_or_never());

  CHECK(plan.changes.size() == 3);
  CHECK(report.done());
  CHECK(!target.holds(store("Root"), lab_root()));
  CHECK(target.holds(store("Root"), single));
  CHECK(target.entry(store("CA"), lab_policy()).properties() == named("old"));
}

TEST_CASE("what somebody has touched since is not undone over their head", "[invert]") {
  JournalHere here;
  Entry theirs = local(lab_root());
  theirs.places.front().properties = named("theirs");
  FakeTarget target(state({{"Root", {theirs}}}));
  const auto report = apply_plan(invert(record_of_three()), target, here.journal, now_or_never());

  REQUIRE(report.failure);
  CHECK(report.failure->code == ErrorCode::stale);
}

TEST_CASE("an undone apply leaves a directory as it was, byte for byte", "[invert]") {
  const TemporaryFolder folder;
  const auto provider = make_directory_provider((folder.path() / "target").string(), nullptr);

  apply_and_undo(*provider, folder.path());
}

TEST_CASE("an undone apply leaves a snapshot as it was, byte for byte", "[invert]") {
  const TemporaryFolder folder;
  const auto provider = make_snapshot_provider((folder.path() / "pc17.json").string());

  apply_and_undo(*provider, folder.path());
}
