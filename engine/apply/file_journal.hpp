#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/apply/journal.hpp"

namespace trustctl {

/// The journal as files: `<state directory>/journal/<id>.jsonl`, two lines of JSON each. The first
/// is the begin record with every certificate and before-image, durable before begin() returns; the
/// second the end record, missing where an apply was interrupted. An id is the UTC time and a
/// number
/// ("20261123T010203Z-1"), so that ids sort by time; no two are the same, whoever writes at once.
class FileJournal : public Journal {
 public:
  /// The directory is created (0700) with the first record.
  explicit FileJournal(std::string state_directory)
      : m_state_directory(std::move(state_directory)) {}

  Result<std::string> begin(const JournalBegin& record) override;
  Result<void> end(const std::string& id, std::span<const Outcome> outcomes) override;

  /// The path of a record, below the state directory as it was given.
  std::string path_of(const std::string& id) const override;

 private:
  std::string m_state_directory;
};

/// One record of the journal, read back.
struct JournalRecord {
  std::string id;
  JournalBegin begin;
  /// outcomes[i] belongs to begin.items[i]. Absent: the apply was interrupted.
  std::optional<std::vector<Outcome>> outcomes;
};

/// Fails with not_found where there is no such record, and with invalid_input where the file is not
/// one (any major version of the format but 1 among them).
Result<JournalRecord> read_journal_record(const std::string& state_directory,
                                          const std::string& id);

}  // namespace trustctl
