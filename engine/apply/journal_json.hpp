#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/apply/journal.hpp"
#include "engine/apply/journal_chain.hpp"

namespace trustctl {

/// One record of the journal, read back.
struct JournalRecord {
  std::string id;
  JournalBegin begin;
  /// outcomes[i] belongs to begin.items[i]. Absent: the apply was interrupted, or still runs.
  std::optional<std::vector<Outcome>> outcomes;
};

/// The text of a record's file, taken apart by its line breaks alone.
struct JournalText {
  std::string_view begin;  ///< with its line break
  std::string_view end;    ///< so too; empty: there is none, or it is torn
  /// An append was cut short: what stands after the last line break belongs to no line.
  bool torn = false;

  static JournalText of(std::string_view text);
};

/// The begin record as one line of JSON with its line break (schemas/journal.schema.json). Text
/// that is not UTF-8 is written as {"base64": "…"}, so that it reads back as it was.
std::string write_begin_line(const std::string& id, const JournalBegin& record,
                             const std::optional<JournalLink>& previous);
/// The end record likewise.
std::string write_end_line(const std::string& id, std::span<const Outcome> outcomes,
                           const std::optional<JournalLink>& previous);

/// Both lines, of format 2 or 1 (which had no causes and no chain: a change says then as much as it
/// did). Fails with invalid_input where they are no record. A line that is torn counts as missing.
Result<JournalRecord> read_journal_text(std::string_view text);

/// The line that was written before this one. Fails where the line is none of format 2.
Result<std::optional<JournalLink>> previous_of(std::string_view line);

/// The lines of a record of format 2, with their digests; those that cannot be read are left out.
std::vector<JournalLine> lines_of(const std::string& id, std::string_view text);

}  // namespace trustctl
