#include "engine/apply/journal_history.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/apply/invert.hpp"

namespace trustctl {

namespace {

// Follows the chain from the head back to the first line, and says of which records it breaks.
class Chain {
 public:
  explicit Chain(const std::vector<JournalLine>& lines) {
    for (const JournalLine& line : lines) {
      m_unseen.emplace(Key(line.self.id, line.self.part), &line);
    }
  }

  // What is wrong, by record.
  std::map<std::string, std::string> faults(const std::optional<JournalHead>& head) && {
    if (head.has_value()) {
      follow_from(*head);
    } else {
      go_without_head();
    }
    look_at_the_rest();
    return std::move(m_faults);
  }

 private:
  using Key = std::pair<std::string, JournalPart>;

  void follow_from(const JournalHead& head) {
    const auto next = std::find_if(m_unseen.begin(), m_unseen.end(), [&head](const auto& unseen) {
      return is_next(*unseen.second, head);
    });
    if (next != m_unseen.end()) {
      see(next);
    }
    follow(head.last);
  }

  // There is none before the first line, nor where a crash came just after it.
  void go_without_head() {
    const bool is_first_alone =
        m_unseen.size() == 1 && is_next(*m_unseen.begin()->second, JournalHead{});
    if (is_first_alone) {
      see(m_unseen.begin());
    } else if (!m_unseen.empty()) {
      break_at(m_unseen.rbegin()->first.first,
               "the journal's head.json is missing or damaged, so nothing shows that this was the "
               "last record");
    }
  }

  void follow(std::optional<JournalLink> link) {
    while (link.has_value()) {
      const Key key(link->id, link->part);
      const auto found = m_unseen.find(key);
      if (found == m_unseen.end()) {
        if (!m_seen.contains(key)) {
          break_at(link->id, "its " + std::string(to_string(link->part)) + " line is missing");
        }
        return;
      }
      const JournalLine& line = see(found);
      if (line.self.sha256 != link->sha256) {
        break_at(link->id, "its " + std::string(to_string(link->part)) +
                               " line was changed after it was written");
        return;
      }
      if (!line.previous.has_value() && !is_next(line, JournalHead{})) {
        break_at(link->id, "a new chain begins here: the journal's head.json was lost before it");
      }
      link = line.previous;
    }
  }

  // Lines that the head does not lead to. Beyond a break nothing proves the line nearest to it, but
  // that proves those before it; without a break, such a line was put there by somebody.
  void look_at_the_rest() {
    while (!m_unseen.empty()) {
      const JournalLink last = m_unseen.rbegin()->second->self;
      if (m_is_broken) {
        follow(last);
      } else {
        m_faults.emplace(last.id, "its " + std::string(to_string(last.part)) +
                                      " line is none that the journal has written");
        m_unseen.erase(std::prev(m_unseen.end()));
      }
    }
  }

  const JournalLine& see(std::map<Key, const JournalLine*>::iterator found) {
    const JournalLine& line = *found->second;
    m_seen.insert(found->first);
    m_unseen.erase(found);
    return line;
  }

  void break_at(const std::string& id, std::string why) {
    m_faults.emplace(id, std::move(why));
    m_is_broken = true;
  }

  std::map<Key, const JournalLine*> m_unseen;
  std::set<Key> m_seen;
  std::map<std::string, std::string> m_faults;
  bool m_is_broken = false;
};

JournalEntry broken(const std::string& id, std::string why) {
  return {id, RecordState::broken, std::move(why), std::nullopt};
}

RecordSummary summary_of(const JournalRecord& record) {
  return {record.begin.circumstances, record.begin.items.size(), invert(record).changes.size()};
}

// By its own text alone.
JournalEntry entry_of(const std::string& id, std::string_view text) {
  const JournalText parts = JournalText::of(text);
  auto record = read_journal_text(text);
  if (!record) {
    return broken(id, record.error().message);
  }
  if (record->id != id) {
    return broken(id, "it is record " + record->id + " under another name");
  }
  if (parts.begin.empty() || (parts.torn && !parts.end.empty())) {
    return broken(id, "it does not end where a record ends");
  }
  const RecordState state = record->outcomes.has_value() ? RecordState::whole
                            : parts.torn                 ? RecordState::torn
                                                         : RecordState::interrupted;
  return {id, state, {}, summary_of(*record)};
}

// A record of the sequence stands in the chain, an older one does not.
void check_format(JournalEntry& entry, bool is_chained) {
  if (entry.state != RecordState::broken && is_chained != journal_number(entry.id).has_value()) {
    entry.state = RecordState::broken;
    entry.why = "it is of another format than its name says";
  }
}

void add_faults(std::map<std::string, std::string> faults, std::vector<JournalEntry>& entries) {
  for (JournalEntry& entry : entries) {
    const auto fault = faults.find(entry.id);
    if (fault != faults.end()) {
      entry.state = RecordState::broken;
      entry.why = entry.why.empty() ? std::move(fault->second) : std::move(entry.why);
      faults.erase(fault);
    }
  }
  for (const auto& [id, why] : faults) {
    const auto after =
        std::find_if(entries.begin(), entries.end(), [&id = id](const JournalEntry& entry) {
          return journal_number(entry.id).has_value() && entry.id > id;
        });
    entries.insert(after, broken(id, "its file is missing"));
  }
}

}  // namespace

std::string_view to_string(RecordState state) {
  switch (state) {
    case RecordState::whole:
      return "whole";
    case RecordState::interrupted:
      return "interrupted";
    case RecordState::torn:
      return "torn";
    case RecordState::broken:
      return "broken";
  }
  return "broken";
}

Result<std::vector<JournalEntry>> read_journal(const std::string& state_directory) {
  const auto folder = JournalFolder::open(state_directory);
  if (!folder) {
    return folder.error().code == ErrorCode::not_found
               ? Result<std::vector<JournalEntry>>(std::vector<JournalEntry>())
               : tl::unexpected(folder.error());
  }
  return read_journal(*folder);
}

Result<std::vector<JournalEntry>> read_journal(const JournalFolder& folder) {
  const auto ids = folder.ids();
  const auto head = folder.head();
  if (!ids || !head) {
    return tl::unexpected(ids ? head.error() : ids.error());
  }
  // One that cannot be read vouches for nothing: what it stands for is missing then.
  const JournalCheckpoint checkpoint = folder.checkpoint().value_or(JournalCheckpoint());
  const std::set<std::string> pruned = checkpoint.ids();
  std::vector<JournalLine> lines = checkpoint.lines;
  std::vector<JournalEntry> entries;
  for (const std::string& id : *ids) {
    if (pruned.contains(id)) {
      continue;
    }
    const auto text = folder.read(id);
    if (!text) {
      entries.push_back(broken(id, text.error().message));
      continue;
    }
    const auto own_lines = lines_of(id, as_text(*text));
    entries.push_back(entry_of(id, as_text(*text)));
    check_format(entries.back(), !own_lines.empty());
    lines.insert(lines.end(), own_lines.begin(), own_lines.end());
  }
  add_faults(Chain(lines).faults(*head), entries);
  return entries;
}

}  // namespace trustctl
