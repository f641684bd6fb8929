#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/apply/journal_chain.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What was pruned: every line that once stood in the journal and was taken out by us, with its
/// digest and the line before it. So the chain can still be followed through what is gone, and what
/// is missing without standing here was taken out by somebody else.
struct JournalCheckpoint {
  std::vector<JournalLine> lines;

  /// The records that they were of. A file of one of these is a leftover of a pruning that was
  /// interrupted: it is no record any more.
  std::set<std::string> ids() const;
};

/// The checkpoint file, whole.
std::string write_checkpoint_file(const JournalCheckpoint& checkpoint);
/// Fails with invalid_input for what is no checkpoint file of format 2.
Result<JournalCheckpoint> read_checkpoint_file(std::string_view text);

}  // namespace trustctl
