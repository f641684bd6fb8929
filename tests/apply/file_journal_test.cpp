#include "engine/apply/file_journal.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

const Certificate root = fixture("lab-root");

// Everything that JSON makes hard: bytes that are not UTF-8, NUL, ESC, U+202E.
const std::string odd_text = std::string("a\xFF\x1B[31m\xE2\x80\xAE\n\"\\", 12) + '\0' + "z";

JournalBegin record() {
  Properties properties;
  properties.friendly_name = odd_text;
  properties.purposes.emplace();
  properties.owners = {site("lab")};
  return {parse_time("2026-11-23T01:02:03Z").value(),
          "machine",
          "directory:/srv/trust",
          site("lab"),
          {{Remove{store("Root"), root, properties}, {{odd_text, {0x00, 0xFF, 0x0A}}}},
           {Add{store("CA"), root, {}}, {}}}};
}

// What python reads in line `line` of the record, by an expression over `j`.
std::string python(const fs::path& file, int line, const std::string& expression) {
  return run("python3 -c \"import json,base64,hashlib; j=json.loads(open('" + file.string() +
             "').read().split('\\n')[" + std::to_string(line) + "]); print(" + expression + ")\"")
      .out;
}

}  // namespace

TEST_CASE("the journal holds the removed certificate, as another program reads it", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  FileJournal journal(state_directory);
  const auto id = journal.begin(record()).value();
  const fs::path file = fs::path(state_directory) / "journal" / (id + ".jsonl");

  CHECK(id == "20261123T010203Z-1");
  CHECK(python(file, 0,
               "hashlib.sha256(base64.b64decode(j['items'][0]['change']['certificate']))"
               ".hexdigest()") ==
        "c371db07e26ed2472a2faf7a5694c0a7b27fc5c3a593ab133286a0f354e9470a\n");
  CHECK(python(file, 0, "j['items'][0]['change']['actions'], j['site'], j['at']") ==
        "['remove'] lab 2026-11-23T01:02:03Z\n");
  CHECK(python(file, 0, "base64.b64decode(j['items'][0]['preserved'][0]['bytes'])") ==
        "b'\\x00\\xff\\n'\n");
}

TEST_CASE("a journal record reads back as it was, odd text and all", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  FileJournal journal(state_directory);
  const auto id = journal.begin(record()).value();
  const std::vector<Outcome> outcomes = {Failed{{ErrorCode::locked, odd_text}},
                                         NotAttempted{"stopped"}};
  REQUIRE(journal.end(id, outcomes));
  const auto read = read_journal_record(state_directory, id);

  REQUIRE(read);
  CHECK(read->begin.target == "machine");
  CHECK(read->begin.site == site("lab"));
  const auto& removed = std::get<Remove>(read->begin.items.at(0).change);
  CHECK(removed.certificate == root);
  CHECK((removed.before == std::get<Remove>(record().items[0].change).before));
  CHECK((read->begin.items[0].before == record().items[0].before));
  CHECK((read->outcomes == outcomes));
}

TEST_CASE("what is not known is not known in a journal either", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  FileJournal journal(state_directory);
  const auto id = journal.begin(record()).value();
  const std::vector<Outcome> outcomes = {Changed{}, Unknown{{ErrorCode::io, odd_text}}};
  REQUIRE(journal.end(id, outcomes));

  CHECK((read_journal_record(state_directory, id)->outcomes == outcomes));
}

TEST_CASE("an interrupted apply leaves a record without an end", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  FileJournal journal(state_directory);
  const auto id = journal.begin(record()).value();
  const fs::path file = fs::path(state_directory) / "journal" / (id + ".jsonl");
  CHECK(!read_journal_record(state_directory, id)->outcomes);

  const Bytes begun = read_file(file);
  write_file(file, std::string(as_text(begun)) + R"({"format_version": "1.0", "ki)");
  CHECK(!read_journal_record(state_directory, id)->outcomes);
}

TEST_CASE("records that are begun at once are all kept, each under its own id", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  constexpr std::size_t count = 12;
  std::vector<std::string> ids(count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      JournalBegin mine = record();
      mine.target = "target " + std::to_string(i);
      ids[i] = FileJournal(state_directory).begin(mine).value();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(read_journal_record(state_directory, ids[i])->begin.target ==
          "target " + std::to_string(i));
  }
}

TEST_CASE("what is no record of the journal is refused", "[journal]") {
  const TemporaryFolder folder;
  const std::string state_directory = (folder.path() / "state").string();
  FileJournal journal(state_directory);
  const auto id = journal.begin(record()).value();
  const fs::path file = fs::path(state_directory) / "journal" / (id + ".jsonl");
  std::string text(as_text(read_file(file)));
  text.replace(text.find("\"1.0\""), 5, "\"2.0\"");
  write_file(file, text);

  CHECK(read_journal_record(state_directory, id).error().code == ErrorCode::invalid_input);
  CHECK(read_journal_record(state_directory, "20200101T000000Z-1").error().code ==
        ErrorCode::not_found);
}
