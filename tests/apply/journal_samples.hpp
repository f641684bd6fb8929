#pragma once

#include <string>

#include "engine/apply/file_journal.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

/// A text with everything that JSON makes hard: bytes that are not UTF-8, NUL, ESC, U+202E.
extern const std::string odd_text;

/// A begin record of a removal, with odd text and an image of odd bytes, and of an addition.
JournalBegin begin_record();

/// A journal in a folder of its own.
struct JournalHere {
  TemporaryFolder folder;
  std::string state_directory = (folder.path() / "state").string();
  FileJournal journal{state_directory};

  /// The file of a record, or another of the journal.
  std::filesystem::path file(const std::string& id) const {
    return folder.path() / "state/journal" / (id + ".jsonl");
  }
  std::filesystem::path head() const { return folder.path() / "state/journal/head.json"; }
  /// A record with both its lines; its id.
  std::string whole_record();
};

}  // namespace trustctl::test
