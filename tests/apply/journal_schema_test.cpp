#include <catch2/catch.hpp>

#include "tests/apply/journal_samples.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("everything that the journal writes follows its schema", "[journal]") {
  JournalHere here;
  FileJournal journal(here.state_directory, {1});
  const std::vector<std::vector<Outcome>> ends = {
      {Changed{}, Unchanged{}},
      {Failed{{ErrorCode::locked, odd_text, Location{"x", 1, 2}}}, NotAttempted{"stopped"}},
      {Changed{}, Changed{}}};
  for (const auto& outcomes : ends) {
    REQUIRE(journal.end(journal.begin(begin_record()).value(), outcomes));
  }
  REQUIRE(journal.begin(JournalBegin{}));

  // A record is a document a line, the others are one each.
  const RunResult faults =
      run("python3 -c 'import glob, json, jsonschema, sys\n"
          "schema = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))\n"
          "seen = set()\n"
          "for name in glob.glob(sys.argv[2] + \"/*.json*\"):\n"
          "    text = open(name, \"rb\").read().decode(\"ascii\")\n"
          "    for one in text.splitlines() if name.endswith(\"l\") else [text]:\n"
          "        document = json.loads(one)\n"
          "        seen.add(document.get(\"record\", document[\"kind\"]))\n"
          "        for e in schema.iter_errors(document):\n"
          "            print(name, e.json_path, e.message, [str(c.message) for c in e.context])\n"
          "print(*sorted(seen))' '" +
          source_file("schemas/journal.schema.json").string() + "' '" +
          here.head().parent_path().string() + "'");

  CHECK(faults.err.empty());
  CHECK(faults.out == "begin end trustctl-journal-checkpoint trustctl-journal-head\n");
}
