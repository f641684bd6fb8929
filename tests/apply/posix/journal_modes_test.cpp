#include <catch2/catch.hpp>

#include "engine/apply/file_journal.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;
namespace fs = std::filesystem;

TEST_CASE("records are for their owner alone", "[journal]") {
  const TemporaryFolder folder;
  const fs::path state_directory = folder.path() / "state";
  FileJournal journal(state_directory.string());
  const auto id = journal.begin(JournalBegin{}).value();

  CHECK(run("stat -c %a " + (state_directory / "journal").string()).out == "700\n");
  CHECK(run("stat -c %a " + (state_directory / "journal" / (id + ".jsonl")).string()).out ==
        "600\n");
}
