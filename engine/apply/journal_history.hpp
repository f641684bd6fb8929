#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/apply/journal_folder.hpp"
#include "engine/apply/journal_json.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// How a record stands in the journal.
enum class RecordState {
  whole,        ///< begun and ended
  interrupted,  ///< no end line: the apply was interrupted, or still runs
  torn,         ///< so too, and half an end line is there: the power went while it was written
  broken,       ///< edited, missing or cut off: somebody has changed the journal
};
/// "whole", "interrupted", "torn", "broken".
std::string_view to_string(RecordState state);

/// What a list of records says of one; read_journal_record gives the whole.
struct RecordSummary {
  Circumstances circumstances;
  std::size_t changes = 0;   ///< that it was begun with
  std::size_t undoable = 0;  ///< that invert() would undo
};

/// One record, as reading the whole journal finds it.
struct JournalEntry {
  std::string id;
  RecordState state = RecordState::whole;
  std::string why;                       ///< what is broken; empty: nothing is
  std::optional<RecordSummary> summary;  ///< absent: its file is missing, or is no record
};

/// Every record in the order in which the applies began, those of format 1 (which has no chain)
/// first. A record that the chain names and that is missing has an entry too. No crash, wherever it
/// comes, makes a record broken (README.md says why); and no single line can be changed without
/// doing so, but whoever may write here can write everything anew: to find that out, keep a copy
/// of head.json elsewhere. Reads under the journal's lock, writes nothing; no journal is an empty
/// one.
Result<std::vector<JournalEntry>> read_journal(const std::string& state_directory);
/// The same, of a folder that is open.
Result<std::vector<JournalEntry>> read_journal(const JournalFolder& folder);

}  // namespace trustctl
