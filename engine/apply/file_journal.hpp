#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "engine/apply/journal_json.hpp"
#include "engine/apply/journal_pruning.hpp"
#include "engine/platform/state_directory.hpp"

namespace trustctl {

/// The journal as files in `<state directory>/journal`, mode 0600, for root to read and for a
/// person with a text editor:
///
/// - `00000042.jsonl`: a record, two lines of JSON. The first has every certificate and
///   before-image and is durable before begin() returns; the second has the outcomes and is missing
///   where an apply was interrupted.
/// - `head.json`: the last line that was written, by name and digest (journal_chain.hpp).
/// - `checkpoint.json`: what was pruned (journal_pruning.hpp).
///
/// Ids count the applies of this state directory, in the order in which they began, whatever the
/// clock said and whatever was planned first; none is given out twice. What the files say as a
/// whole, and whether somebody has changed them, is read_journal's to tell (journal_history.hpp).
class FileJournal : public Journal {
 public:
  /// The directory is created (0700) with the first record.
  explicit FileJournal(std::string state_directory, JournalRetention retention = {},
                       StateOwner owner = StateOwner::computer)
      : m_state_directory(std::move(state_directory)), m_retention(retention), m_owner(owner) {}

  Result<std::string> begin(const JournalBegin& record) override;
  /// Prunes then, as the retention says; that failing is no failure of the record.
  Result<void> end(const std::string& id, std::span<const Outcome> outcomes) override;

  std::optional<std::string> last_manifest(const std::string& place, const Site& site) override;

  /// The path of a record, below the state directory as it was given.
  std::string path_of(const std::string& id) const override;

 private:
  using Manifests = std::map<std::pair<std::string, Site>, std::string>;
  Manifests read_manifests() const;

  std::string m_state_directory;
  JournalRetention m_retention;
  StateOwner m_owner;
  std::optional<Manifests> m_manifests;  // by place and site, since they were first asked for
};

/// One record. Fails with not_found where there is no such record, and with invalid_input where the
/// file is not one (any major version of the format but 1 and 2 among them). Does not look at the
/// chain.
Result<JournalRecord> read_journal_record(const std::string& state_directory,
                                          const std::string& id);

}  // namespace trustctl
