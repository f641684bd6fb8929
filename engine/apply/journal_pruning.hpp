#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/apply/journal_folder.hpp"
#include "engine/apply/journal_history.hpp"

namespace trustctl {

/// How much of the journal is kept. The default is the newest 1,000 records, however old: a machine
/// that was changed twice in five years keeps both, and a clock that is wrong once costs nothing.
/// A record goes when it is beyond any limit. Of applies that changed nothing the newest twenty
/// stay: one that fails every minute would else fill the disk, and its records bring nothing back.
struct JournalRetention {
  std::size_t most_records = 1000;                      ///< 0: no limit
  std::optional<std::chrono::days> age = std::nullopt;  ///< absent: no limit
  std::size_t most_fruitless = 20;                      ///< 0: no limit
};

/// The ids of those that may go, oldest first. Never one that is unfinished or broken (what it
/// tells of is not settled), never the newest of each target that can be undone, and none of format
/// 1. Pure; `entries` in the order of read_journal. Ages are counted from the newest record, which
/// is being closed just now.
std::vector<std::string> prunable(const std::vector<JournalEntry>& entries,
                                  const JournalRetention& retention);

/// Takes out what is prunable: the checkpoint first, durably, then the files. Where it is
/// interrupted between the two, the next one finishes. By count it waits until a tenth too many are
/// there, so that few applies pay for it; after an apply that changed nothing (`fruitless`) it
/// looks at each twentieth record. An error leaves the journal whole; nothing depends on it.
Result<void> prune(const JournalFolder& folder, const JournalRetention& retention,
                   bool fruitless = false);

}  // namespace trustctl
