#include "engine/apply/journal_history.hpp"

#include <catch2/catch.hpp>

#include "tests/apply/journal_samples.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

const std::vector<Outcome> done = {Changed{}, Changed{}};

std::string text_of(const fs::path& file) { return std::string(as_text(read_file(file))); }

// "00000001 whole, 00000002 broken".
std::string states(const JournalHere& here) {
  std::string text;
  const auto entries = read_journal(here.state_directory).value();
  for (const JournalEntry& entry : entries) {
    text += (text.empty() ? "" : ", ") + entry.id + " " + std::string(to_string(entry.state));
  }
  return text;
}

// A journal of three whole records.
void write_three(JournalHere& here) {
  for (int i = 0; i < 3; ++i) {
    here.whole_record();
  }
}

void replace_in(const fs::path& file, const std::string& from, const std::string& to) {
  std::string text = text_of(file);
  text.replace(text.find(from), from.size(), to);
  write_file(file, text);
}

}  // namespace

TEST_CASE("no journal is an empty one", "[journal]") {
  const JournalHere here;
  CHECK(states(here).empty());
  CHECK(!fs::exists(here.state_directory));
}

TEST_CASE("a head that cannot be written stops the journal, and is no tampering afterwards",
          "[journal]") {
  JournalHere here;
  here.whole_record();
  const fs::path in_the_way = here.head().parent_path() / ".head.json.begun";
  fs::create_directory(in_the_way);
  for (int attempt = 0; attempt < 3; ++attempt) {
    CHECK_FALSE(here.journal.begin(begin_record()).has_value());
  }
  fs::remove(in_the_way);
  here.whole_record();

  CHECK(states(here) == "00000001 whole, 00000002 interrupted, 00000003 whole");
}

TEST_CASE("records are read in the order of their applies, those of format 1 first", "[journal]") {
  JournalHere here;
  here.whole_record();
  here.journal.begin(begin_record()).value();
  const std::string older = R"({"format_version":"1.0","kind":"trustctl-journal","record":"begin",)"
                            R"("id":"ID","at":"2026-11-23T01:02:03Z","target":"machine",)"
                            R"("provider":"directory:/x","site":null,"items":[]})"
                            "\n";
  for (const std::string id : {"20261123T010203Z-10", "20261123T010203Z-2"}) {
    write_file(here.file(id), older);
    replace_in(here.file(id), "ID", id);
  }

  CHECK(states(here) ==
        "20261123T010203Z-2 interrupted, 20261123T010203Z-10 interrupted, 00000001 whole, "
        "00000002 interrupted");
}

TEST_CASE("applies to two targets may overlap", "[journal]") {
  JournalHere here;
  const auto first = here.journal.begin(begin_record()).value();
  const auto second = here.journal.begin(begin_record()).value();
  REQUIRE(here.journal.end(first, done));
  REQUIRE(here.journal.end(second, done));
  here.whole_record();

  CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 whole");
}

TEST_CASE("an append that was cut short is torn, and the journal goes on", "[journal]") {
  JournalHere here;
  write_three(here);
  const auto id = here.journal.begin(begin_record()).value();
  write_file(here.file(id), text_of(here.file(id)) + R"({"format_version": "2.0", "ki)");

  CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 whole, 00000004 torn");
  here.whole_record();
  CHECK(states(here) ==
        "00000001 whole, 00000002 whole, 00000003 whole, 00000004 torn, 00000005 whole");
}

TEST_CASE("a crash between a line and the head leaves no broken record", "[journal]") {
  // Every state of the head file is put back over every state of the records that can come next.
  for (const int lines_before : {0, 1, 2, 3}) {
    JournalHere here;
    std::string id;
    const auto write_line = [&](int line) {
      if (line % 2 == 0) {
        id = here.journal.begin(begin_record()).value();
      } else {
        REQUIRE(here.journal.end(id, done));
      }
    };
    for (int line = 0; line < lines_before; ++line) {
      write_line(line);
    }
    const std::string head = lines_before == 0 ? "" : text_of(here.head());
    write_line(lines_before);
    lines_before == 0 ? static_cast<void>(fs::remove(here.head())) : write_file(here.head(), head);

    INFO(lines_before);
    CHECK(states(here).find("broken") == std::string::npos);
    here.whole_record();
    CHECK(states(here).find("broken") == std::string::npos);
  }
}

TEST_CASE("a line that was edited breaks the chain, wherever it is", "[journal]") {
  for (const std::string id : {"00000001", "00000002", "00000003"}) {
    for (const auto& [from, to] :
         {std::pair("\"pc17\"", "\"pc18\""), std::pair("\"unchanged\"", "\"changed\"")}) {
      JournalHere here;
      write_three(here);
      replace_in(here.file(id), from, to);

      std::string expected = "00000001 whole, 00000002 whole, 00000003 whole";
      expected.replace(expected.find(id) + 9, 5, "broken");
      CHECK(states(here) == expected);
    }
  }
}

TEST_CASE("a record that is missing has an entry, and says so", "[journal]") {
  for (const std::string id : {"00000001", "00000002", "00000003"}) {
    JournalHere here;
    write_three(here);
    fs::remove(here.file(id));
    std::string expected = "00000001 whole, 00000002 whole, 00000003 whole";
    expected.replace(expected.find(id) + 9, 5, "broken");

    CHECK(states(here) == expected);
    const auto entries = read_journal(here.state_directory).value();
    CHECK(entries.at(static_cast<std::size_t>(id.back() - '1')).why == "its file is missing");
  }
}

TEST_CASE("an end line that was cut off is no interrupted apply", "[journal]") {
  JournalHere here;
  write_three(here);
  const std::string text = text_of(here.file("00000003"));
  write_file(here.file("00000003"), text.substr(0, text.find('\n') + 1));

  CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 broken");
}

TEST_CASE("what the journal has not written is not taken for its own", "[journal]") {
  JournalHere here;
  write_three(here);
  const std::string third = text_of(here.file("00000003"));
  write_file(here.file("00000004"), third);
  replace_in(here.file("00000004"), "\"id\": \"00000003\"", "\"id\": \"00000004\"");

  CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 whole, 00000004 broken");
}

TEST_CASE("a lost head keeps no apply back, and is not forgotten", "[journal]") {
  for (const bool damaged : {false, true}) {
    JournalHere here;
    write_three(here);
    damaged ? write_file(here.head(), std::string("{"))
            : static_cast<void>(fs::remove(here.head()));
    CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 broken");

    CHECK(here.whole_record() == "00000004");
    CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 whole, 00000004 broken");
  }
}

TEST_CASE("a record under another name is broken", "[journal]") {
  JournalHere here;
  write_three(here);
  fs::rename(here.file("00000003"), here.file("00000005"));

  CHECK(states(here) == "00000001 whole, 00000002 whole, 00000003 broken, 00000005 broken");
}
