#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/apply/file_journal.hpp"

namespace trustctl {

/// The begin record as one line of JSON with its line break.
std::string write_begin_line(const std::string& id, const JournalBegin& record);
/// The end record likewise.
std::string write_end_line(const std::string& id, std::span<const Outcome> outcomes);

/// Both lines. A second line that is cut short counts as missing: the apply was interrupted.
Result<JournalRecord> read_journal_lines(std::string_view text);

}  // namespace trustctl
