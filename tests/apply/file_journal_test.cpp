#include "engine/apply/file_journal.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "tests/apply/journal_samples.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

// What python reads in line `line` of the record, by an expression over `j`.
std::string python(const fs::path& file, int line, const std::string& expression) {
  return run("python3 -c \"import json,base64,hashlib; j=json.loads(open('" + file.string() +
             "').read().split('\\n')[" + std::to_string(line) + "]); print(" + expression + ")\"")
      .out;
}

// What `trustctl` of format 1 wrote for an apply that took lab-root out of Root.
std::string older_record(const std::string& id) {
  const std::string head = R"({"format_version":"1.0","kind":"trustctl-journal","record":)";
  return head + R"("begin","id":")" + id +
         R"(","at":"2026-11-23T01:02:03Z","target":"machine","provider":"directory:/srv/trust",)"
         R"("site":"lab","items":[{"change":{"actions":["remove"],"store":"Root","label":"x",)"
         R"("subject":"x","sha256":")" +
         fixture("lab-root").fingerprint().hex() + R"(","sha1":"x","certificate":")" +
         run("openssl x509 -outform der -in " +
             source_file("tests/fixtures/lab-root.pem").string() + " | base64 -w0")
             .out +
         R"(","before":{"friendly_name":null,"description":null,"purposes":null,"owners":["lab"]},)"
         R"("after":null,"restore":[]},"preserved":[]}]})"
         "\n" +
         head + R"("end","id":")" + id +
         R"(","outcomes":[{"outcome":"changed","error":null,"reason":null}]})"
         "\n";
}

}  // namespace

TEST_CASE("the journal holds the removed certificate, as another program reads it", "[journal]") {
  JournalHere here;
  const auto id = here.journal.begin(begin_record()).value();
  const fs::path file = here.file(id);

  CHECK(id == "00000001");
  CHECK(fs::path(here.journal.path_of(id)) == file);
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
  JournalHere here;
  const auto id = here.journal.begin(begin_record()).value();
  const std::vector<Outcome> outcomes = {Failed{{ErrorCode::locked, odd_text}},
                                         NotAttempted{"stopped"}};
  REQUIRE(here.journal.end(id, outcomes));
  const auto read = read_journal_record(here.state_directory, id);

  REQUIRE(read);
  const JournalBegin wanted = begin_record();
  const auto& item = read->begin.items.at(0);
  const auto& removed = std::get<Remove>(item.planned.change);
  CHECK(removed.certificate == fixture("lab-root"));
  CHECK(removed.before == std::get<Remove>(wanted.items[0].planned.change).before);
  CHECK(item.before == wanted.items[0].before);
  CHECK(item.planned.cause == "absent: old");
  CHECK(item.planned.drift == Drift::unexpected);
  CHECK(item.planned.declared_at == wanted.items[0].planned.declared_at);
  CHECK((read->outcomes == outcomes));
}

TEST_CASE("what is not known is in the journal as that", "[journal]") {
  JournalHere here;
  const auto id = here.journal.begin(begin_record()).value();
  const std::vector<Outcome> outcomes = {Unknown{{ErrorCode::io, "not read back"}}, Changed{}};
  REQUIRE(here.journal.end(id, outcomes));

  CHECK((read_journal_record(here.state_directory, id)->outcomes == outcomes));
}

TEST_CASE("a record says where, by whom and with what it was made", "[journal]") {
  JournalHere here;
  const auto read = read_journal_record(here.state_directory, here.whole_record());

  REQUIRE(read);
  const Circumstances& about = read->begin.circumstances;
  const Circumstances wanted = begin_record().circumstances;
  CHECK(about.target.name == "machine");
  CHECK(about.target.provider.value == "directory");
  CHECK(about.target.options.at("path").value == "/srv/trust");
  CHECK(about.target.options.at("path").at == Location{"/etc/site.yaml", 4, 5});
  CHECK(about.target.base_directory == "/etc");
  CHECK(about.place == "directory:/srv/trust");
  CHECK(about.site == site("lab"));
  CHECK(about.user == "root");
  CHECK(about.host == "pc17");
  CHECK(about.trustctl_version == "0.1.0");
  CHECK(about.command == "apply");
  CHECK(about.manifest == "/etc/site.yaml");
  CHECK(about.manifest_sha256 == wanted.manifest_sha256);
}

TEST_CASE("each line names the one before it, by the SHA-256 of its bytes", "[journal]") {
  JournalHere here;
  const auto first = here.whole_record();
  const auto second = here.journal.begin(begin_record()).value();
  const auto sha256_of_line = [](const fs::path& file, int line) {
    return run("sed -n " + std::to_string(line) + "p '" + file.string() + "' | sha256sum")
        .out.substr(0, 64);
  };

  CHECK(python(here.file(first), 0, "j['previous']") == "None\n");
  CHECK(python(here.file(first), 1, "j['previous']['record'], j['previous']['sha256']") ==
        "begin " + sha256_of_line(here.file(first), 1) + "\n");
  CHECK(python(here.file(second), 0, "j['previous']['id'], j['previous']['sha256']") ==
        first + " " + sha256_of_line(here.file(first), 2) + "\n");
  CHECK(run("grep -c " + sha256_of_line(here.file(second), 1) + " '" + here.head().string() + "'")
            .out == "1\n");
}

TEST_CASE("ids sort as text in the order of the applies, whenever they were planned", "[journal]") {
  JournalHere here;
  std::vector<std::string> ids;
  for (int i = 0; i < 11; ++i) {
    JournalBegin one = begin_record();
    one.circumstances.at = parse_time(i % 2 == 0 ? "2026-11-23" : "2020-01-01").value();
    ids.push_back(here.journal.begin(one).value());
  }

  CHECK(std::is_sorted(ids.begin(), ids.end()));
  CHECK(ids.front() == "00000001");
  CHECK(ids.back() == "00000011");
}

TEST_CASE("an id is not given out again when its record is gone", "[journal]") {
  JournalHere here;
  fs::remove(here.file(here.whole_record()));

  CHECK(here.whole_record() == "00000002");
}

TEST_CASE("records that are begun at once are all kept, each under its own id", "[journal]") {
  JournalHere here;
  constexpr std::size_t count = 12;
  std::vector<std::string> ids(count);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      JournalBegin mine = begin_record();
      mine.circumstances.target.name = "target " + std::to_string(i);
      ids[i] = FileJournal(here.state_directory).begin(mine).value();
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }

  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == count);
  for (std::size_t i = 0; i < count; ++i) {
    CHECK(read_journal_record(here.state_directory, ids[i])->begin.circumstances.target.name ==
          "target " + std::to_string(i));
  }
}

TEST_CASE("a record of format 1 is read", "[journal]") {
  JournalHere here;
  const std::string id = "20261123T010203Z-1";
  fs::create_directories(here.file(id).parent_path());
  write_file(here.file(id), older_record(id));
  const auto read = read_journal_record(here.state_directory, id);

  REQUIRE(read);
  CHECK(read->begin.circumstances.target.name == "machine");
  CHECK(read->begin.circumstances.target.provider.value == "directory");
  CHECK(read->begin.circumstances.place == "directory:/srv/trust");
  CHECK(std::get<Remove>(read->begin.items.at(0).planned.change).certificate ==
        fixture("lab-root"));
  CHECK((read->outcomes == std::vector<Outcome>{Changed{}}));
}

TEST_CASE("what is no record of the journal is refused", "[journal]") {
  JournalHere here;
  const auto id = here.journal.begin(begin_record()).value();
  std::string text(as_text(read_file(here.file(id))));
  text.replace(text.find("\"2.0\""), 5, "\"3.0\"");
  write_file(here.file(id), text);

  CHECK(read_journal_record(here.state_directory, id).error().code == ErrorCode::invalid_input);
  CHECK(read_journal_record(here.state_directory, "20200101T000000Z-1").error().code ==
        ErrorCode::not_found);
}
