#include "engine/apply/journal_pruning.hpp"

#include <catch2/catch.hpp>

#include "tests/apply/journal_samples.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::string>;

// A whole record of this day that can be undone.
JournalEntry entry(const std::string& id, const std::string& day = "2026-11-01",
                   const std::string& place = "here") {
  Circumstances about;
  about.at = parse_time(day).value();
  about.place = place;
  return {id, RecordState::whole, {}, RecordSummary{about, 1, 1}};
}

JournalEntry entry_of(const std::string& id, RecordState state) {
  JournalEntry one = entry(id);
  one.state = state;
  return one;
}

Ids ids_of(const JournalHere& here) {
  Ids ids;
  const auto entries = read_journal(here.state_directory).value();
  for (const JournalEntry& one : entries) {
    ids.push_back(one.id + (one.state == RecordState::broken ? " broken" : ""));
  }
  return ids;
}

Ids ids_from(int first, int last) {
  Ids ids;
  for (int number = first; number <= last; ++number) {
    ids.push_back(journal_id(static_cast<std::uint64_t>(number)).value());
  }
  return ids;
}

void add_records(FileJournal& journal, int count) {
  for (int i = 0; i < count; ++i) {
    const auto id = journal.begin(begin_record()).value();
    REQUIRE(journal.end(id, std::vector<Outcome>{Changed{}, Changed{}}));
  }
}

}  // namespace

TEST_CASE("a thousand records are kept unless told otherwise, and none goes by its age",
          "[prune]") {
  CHECK(JournalRetention{}.most_records == 1000);
  CHECK(!JournalRetention{}.age);
}

TEST_CASE("the oldest records beyond the count may go", "[prune]") {
  const std::vector entries = {entry("00000001"), entry("00000002"), entry("00000003")};

  CHECK((prunable(entries, {2}) == Ids{"00000001"}));
  CHECK((prunable(entries, {3}) == Ids{}));
  CHECK((prunable(entries, {0}) == Ids{}));
}

TEST_CASE("records older than the age may go, counted from the newest", "[prune]") {
  const std::vector entries = {entry("00000001", "2026-01-01"), entry("00000002", "2026-11-20"),
                               entry("00000003", "2026-11-27")};

  CHECK((prunable(entries, {0, std::chrono::days(7)}) == Ids{"00000001"}));
  CHECK((prunable(entries, {0, std::chrono::days(6)}) == Ids{"00000001", "00000002"}));
}

TEST_CASE("of applies that changed nothing the newest twenty stay, and all others", "[prune]") {
  std::vector<JournalEntry> entries;
  for (int number = 1; number <= 50; ++number) {
    entries.push_back(entry(journal_id(static_cast<std::uint64_t>(number)).value()));
    entries.back().summary->undoable = number % 2 == 0 ? 1 : 0;
  }
  const Ids gone = prunable(entries, {});
  CHECK(gone == Ids{"00000001", "00000003", "00000005", "00000007", "00000009"});
}

TEST_CASE("an apply that fails for ever does not fill the disk", "[prune]") {
  const JournalHere here;
  FileJournal journal(here.state_directory);
  add_records(journal, 1);
  for (int i = 0; i < 100; ++i) {
    const auto id = journal.begin(begin_record()).value();
    const Failed failed{{ErrorCode::io, "no space left"}};
    REQUIRE(journal.end(id, std::vector<Outcome>{failed, NotAttempted{"stopped"}}));
  }
  const Ids left = ids_of(here);
  CHECK(left.front() == "00000001");  // the one that can be undone
  CHECK(left.size() <= 2 * 20 + 1);
  CHECK(left.back() == "00000101");
}

TEST_CASE("what is not settled is never pruned", "[prune]") {
  const std::vector entries = {entry("20261101T000000Z-1"),
                               entry_of("00000001", RecordState::interrupted),
                               entry_of("00000002", RecordState::torn),
                               entry_of("00000003", RecordState::broken), entry("00000004")};

  CHECK(prunable(entries, {1}).empty());
}

TEST_CASE("the newest of each target that can be undone is never pruned", "[prune]") {
  std::vector entries = {entry("00000001", "2026-11-01", "there"), entry("00000002"),
                         entry("00000003"), entry("00000004")};
  entries[3].summary->undoable = 0;  // nothing was changed by it

  CHECK((prunable(entries, {1}) == Ids{"00000002"}));
}

TEST_CASE("a pruned journal is whole, and gives no id out again", "[prune]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {10});
  add_records(journal, 11);
  CHECK(ids_of(here) == ids_from(1, 11));  // a tenth too many may stand

  add_records(journal, 1);
  CHECK(ids_of(here) == ids_from(3, 12));
  CHECK(!fs::exists(here.file("00000001")));
  add_records(journal, 2);
  CHECK(ids_of(here) == ids_from(5, 14));
}

TEST_CASE("an unfinished record stays in the middle of what was pruned", "[prune]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {2});
  add_records(journal, 1);
  CHECK(journal.begin(begin_record()));
  add_records(journal, 3);

  CHECK((ids_of(here) == Ids{"00000002", "00000004", "00000005"}));
}

TEST_CASE("a record that somebody else took out is missing, pruned or not", "[prune]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {10});
  add_records(journal, 12);
  fs::remove(here.file("00000003"));

  CHECK(ids_of(here).front() == "00000003 broken");
}

TEST_CASE("a pruning that was interrupted is finished by the next", "[prune]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {10});
  add_records(journal, 11);
  const std::string first(as_text(read_file(here.file("00000001"))));
  add_records(journal, 1);
  write_file(here.file("00000001"), first);

  CHECK(ids_of(here) == ids_from(3, 12));
  add_records(journal, 1);
  CHECK(!fs::exists(here.file("00000001")));
}

TEST_CASE("a pruning that fails fails no apply", "[prune]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {1});
  add_records(journal, 1);
  fs::create_directory(here.head().parent_path() / "checkpoint.json");
  add_records(journal, 3);

  CHECK(ids_of(here) == ids_from(1, 4));
}
