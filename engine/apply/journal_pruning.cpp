#include "engine/apply/journal_pruning.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace trustctl {

namespace {

bool is_settled(const JournalEntry& entry) {
  return entry.state == RecordState::whole && journal_number(entry.id).has_value();
}

// The newest of each target that can be undone.
std::set<std::string> ways_back(const std::vector<JournalEntry>& entries) {
  std::set<std::string> ids;
  std::set<std::string> places;
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    const bool can_be_undone = entry->summary.has_value() && entry->summary->undoable != 0;
    if (can_be_undone && places.insert(entry->summary->circumstances.place).second) {
      ids.insert(entry->id);
    }
  }
  return ids;
}

Time time_of_newest(const std::vector<JournalEntry>& entries) {
  const auto newest = std::find_if(entries.rbegin(), entries.rend(), [](const JournalEntry& entry) {
    return entry.summary.has_value();
  });
  return newest == entries.rend() ? Time{} : newest->summary->circumstances.at;
}

std::vector<JournalLine> lines_of_all(const JournalFolder& folder,
                                      const std::vector<std::string>& ids) {
  std::vector<JournalLine> lines;
  for (const std::string& id : ids) {
    if (const auto text = folder.read(id)) {
      const auto own_lines = lines_of(id, as_text(*text));
      lines.insert(lines.end(), own_lines.begin(), own_lines.end());
    }
  }
  return lines;
}

Result<void> remove_records(const JournalFolder& folder, const std::set<std::string>& ids) {
  for (const std::string& id : ids) {
    auto removed = folder.directory().remove_file(JournalFolder::file_of(id));
    if (!removed && removed.error().code != ErrorCode::not_found) {
      return removed;
    }
  }
  return folder.directory().sync();
}

// Of an apply that changed nothing, so far as its record says.
bool is_fruitless(const JournalEntry& entry) {
  return is_settled(entry) && entry.summary.has_value() && entry.summary->undoable == 0;
}

bool is_worth_looking(std::size_t records, const JournalRetention& retention, bool fruitless) {
  const std::size_t most = retention.most_records;
  const std::size_t often = std::max<std::size_t>(retention.most_fruitless, 1);
  return (fruitless && retention.most_fruitless != 0 && records % often == 0) ||
         retention.age.has_value() || (most != 0 && records > most + most / 10);
}

}  // namespace

std::vector<std::string> prunable(const std::vector<JournalEntry>& entries,
                                  const JournalRetention& retention) {
  const std::set<std::string> kept = ways_back(entries);
  const Time now = time_of_newest(entries);
  const std::size_t most = retention.most_records == 0 ? entries.size() : retention.most_records;
  const std::size_t too_many = entries.size() - std::min(entries.size(), most);
  const auto fruitless =
      static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), is_fruitless));
  std::size_t fruitless_to_go =
      retention.most_fruitless == 0 || fruitless <= retention.most_fruitless
          ? 0
          : fruitless - retention.most_fruitless;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const JournalEntry& entry = entries[i];
    if (!is_settled(entry) || !entry.summary.has_value() || kept.contains(entry.id)) {
      continue;
    }
    const bool is_too_old = retention.age.has_value() &&
                            days_between(entry.summary->circumstances.at, now) > *retention.age;
    const bool is_one_of_many = fruitless_to_go != 0 && is_fruitless(entry);
    fruitless_to_go -= is_one_of_many ? 1U : 0U;
    if (i < too_many || is_too_old || is_one_of_many) {
      ids.push_back(entry.id);
    }
  }
  return ids;
}

Result<void> prune(const JournalFolder& folder, const JournalRetention& retention, bool fruitless) {
  const auto present = folder.ids();
  if (!present || !is_worth_looking(present->size(), retention, fruitless)) {
    return present ? Result<void>() : tl::unexpected(present.error());
  }
  const auto entries = read_journal(folder);
  auto checkpoint = folder.checkpoint();
  if (!entries || !checkpoint) {
    return tl::unexpected(entries ? checkpoint.error() : entries.error());
  }
  const auto ids = prunable(*entries, retention);
  if (ids.empty()) {
    return remove_records(folder, checkpoint->ids());
  }
  const auto lines = lines_of_all(folder, ids);
  checkpoint->lines.insert(checkpoint->lines.end(), lines.begin(), lines.end());
  return folder.write_checkpoint(*checkpoint).and_then([&] {
    return remove_records(folder, checkpoint->ids());
  });
}

}  // namespace trustctl
