#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/json/json_reader.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/result.hpp"

namespace trustctl {

// The chain that holds the journal together. Every line that is ever written into it, begin or end
// of a record, names the line that was written before it, with the SHA-256 of that line's exact
// bytes, its line break included (`head -n1 00000042.jsonl | sha256sum`). The head file names the
// last line. So no line can be changed, taken out or cut off without a trace, short of writing
// everything that follows anew; who can do that (root) can be found out by a copy of the head that
// is kept elsewhere. Lines and not records are chained, because applies to two targets may overlap:
// begin 41, begin 42, end 41.

/// The two lines of a record.
enum class JournalPart { begin, end };
/// "begin", "end".
std::string_view to_string(JournalPart part);

/// A line of the journal, by name and by contents.
struct JournalLink {
  std::string id;  ///< of the record: "00000042"
  JournalPart part = JournalPart::begin;
  Fingerprint sha256;

  friend bool operator==(const JournalLink&, const JournalLink&) = default;
};

/// A line, and the one before it (absent: it begins a chain).
struct JournalLine {
  JournalLink self;
  std::optional<JournalLink> previous;
};

/// What the head file says. It is written after each line, so that a crash between the two leaves
/// the head one line behind, and never more (`is_next`).
struct JournalHead {
  std::uint64_t last_number = 0;    ///< the last that was given out; never given out again
  std::optional<JournalLink> last;  ///< the line written last; absent: there is none yet
  std::vector<std::string> open;    ///< records without an end line: running, or interrupted

  /// Counts a line that has been written.
  void add(const JournalLink& line);

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

/// Whether a line is the one that was written after the head was: the crash came between the two.
bool is_next(const JournalLine& line, const JournalHead& head);

/// "00000042": eight digits, so that ids sort as text. Fails with `unsupported` above 99999999.
Result<std::string> journal_id(std::uint64_t number);
/// 42; nothing where it is no such id (one of format 1 is none: "20261123T010203Z-1").
std::optional<std::uint64_t> journal_number(std::string_view id);

/// Null for none.
void write_link(JsonWriter& json, const std::optional<JournalLink>& link);
/// Nothing for null, and after an error, which the reader keeps.
std::optional<JournalLink> read_link(JsonReader json);

/// The first two keys of the journal's own files, "format_version" and "kind"; the object stays
/// open.
void write_journal_head(JsonWriter& json, std::string_view kind);
/// Keeps an error in the reader where they are others; lets a later minor version say more.
void check_journal_head(JsonReader& json, std::string_view kind);

/// The head file, whole.
std::string write_head_file(const JournalHead& head);
/// Fails with invalid_input for what is no head file of format 2.
Result<JournalHead> read_head_file(std::string_view text);

}  // namespace trustctl
