#include "engine/apply/file_journal.hpp"

#include <algorithm>
#include <utility>

#include "engine/apply/journal_folder.hpp"
#include "engine/platform/real_path.hpp"
#include "engine/platform/state_directory.hpp"

namespace trustctl {

namespace {

JournalLink link_to(const std::string& id, JournalPart part, std::string_view line) {
  return {id, part, Fingerprint::of(as_bytes(line))};
}

// Counts the line, if it is there, that was written just before a crash kept the head from naming
// it. What cannot be read is not it.
void add_if_next(const JournalFolder& folder, const std::string& id, JournalHead& head) {
  const auto bytes = folder.read(id);
  for (const JournalLine& line :
       bytes ? lines_of(id, as_text(*bytes)) : std::vector<JournalLine>()) {
    if (is_next(line, head)) {
      head.add(line.self);
      return;
    }
  }
}

// The head that the next line goes on from. Where its file is lost, a new chain begins after the
// highest number in use: an apply is not kept back by what somebody did to the journal, and
// read_journal says that the chain was broken there.
Result<JournalHead> head_to_go_on_from(const JournalFolder& folder) {
  const auto ids = folder.ids();
  auto written = folder.head();
  if (!ids || !written) {
    return tl::unexpected(ids ? written.error() : ids.error());
  }
  const std::uint64_t highest = ids->empty() ? 0 : journal_number(ids->back()).value_or(0);
  JournalHead head = written->value_or(JournalHead{});
  for (const std::string& id : std::vector(head.open)) {
    add_if_next(folder, id, head);
  }
  const bool is_lost = !written->has_value() && highest > 1;  // and not merely yet to be written
  if (auto next = journal_id(head.last_number + 1); next && !is_lost) {
    add_if_next(folder, *next, head);
  }
  // The head is never more than one line behind: else a disk that fails twice would pass for
  // somebody's hand.
  if (head != written->value_or(JournalHead{})) {
    if (auto caught_up = folder.write_head(head); !caught_up) {
      return tl::unexpected(std::move(caught_up.error()));
    }
  }
  head.last_number = std::max(head.last_number, highest);
  return head;
}

bool changes_anything(const Outcome& outcome) {
  return std::holds_alternative<Changed>(outcome) || std::holds_alternative<Unknown>(outcome);
}

Result<std::string> write_begin(const JournalFolder& folder, JournalHead head,
                                const JournalBegin& record) {
  return journal_id(head.last_number + 1).and_then([&](const std::string& id) {
    const std::string line = write_begin_line(id, record, head.last);
    head.add(link_to(id, JournalPart::begin, line));
    return create_durably(folder.directory(), JournalFolder::file_of(id), as_bytes(line))
        .and_then([&] { return folder.write_head(head); })
        .map([&] { return id; });
  });
}

Result<void> write_end(const JournalFolder& folder, JournalHead head, const std::string& id,
                       std::span<const Outcome> outcomes) {
  const std::string line = write_end_line(id, outcomes, head.last);
  head.add(link_to(id, JournalPart::end, line));
  return folder.directory()
      .append_to_file(JournalFolder::file_of(id), as_bytes(line))
      .and_then([&] { return folder.write_head(head); });
}

}  // namespace

Result<std::string> FileJournal::begin(const JournalBegin& record) {
  return JournalFolder::open_or_create(m_state_directory, m_owner)
      .and_then([&](const JournalFolder& folder) {
        return head_to_go_on_from(folder).and_then(
            [&](JournalHead head) { return write_begin(folder, std::move(head), record); });
      });
}

Result<void> FileJournal::end(const std::string& id, std::span<const Outcome> outcomes) {
  return JournalFolder::open_or_create(m_state_directory, m_owner)
      .and_then([&](const JournalFolder& folder) {
        return head_to_go_on_from(folder).and_then([&](JournalHead head) {
          auto ended = write_end(folder, std::move(head), id, outcomes);
          const bool fruitless = std::none_of(outcomes.begin(), outcomes.end(), changes_anything);
          static_cast<void>(prune(folder, m_retention, fruitless));  // the next one tries again
          return ended;
        });
      });
}

// By what was read as a manifest alone: a saved plan, or the way back from a record, goes on from
// the manifest before it.
FileJournal::Manifests FileJournal::read_manifests() const {
  Manifests manifests;
  const auto folder = JournalFolder::open(m_state_directory);
  const auto ids = folder ? folder->ids() : tl::unexpected(folder.error());
  for (const std::string& id : ids ? *ids : std::vector<std::string>()) {  // the oldest first
    const auto record = folder->read(id).and_then(
        [](const Bytes& bytes) { return read_journal_text(as_text(bytes)); });
    if (!record) {
      continue;
    }
    const Circumstances& by = record->begin.circumstances;
    if (by.site && by.manifest_sha256 && is_absolute_path(by.manifest)) {
      manifests.insert_or_assign({by.place, *by.site}, by.manifest);
    }
  }
  return manifests;
}

std::optional<std::string> FileJournal::last_manifest(const std::string& place, const Site& site) {
  if (!m_manifests) {
    m_manifests = read_manifests();
  }
  const auto found = m_manifests->find({place, site});
  return found == m_manifests->end() ? std::nullopt : std::optional(found->second);
}

std::string FileJournal::path_of(const std::string& id) const {
  return m_state_directory + '/' + JournalFolder::name + '/' + JournalFolder::file_of(id);
}

Result<JournalRecord> read_journal_record(const std::string& state_directory,
                                          const std::string& id) {
  return DirectoryHandle::open(state_directory)
      .and_then(
          [](const DirectoryHandle& state) { return state.open_directory(JournalFolder::name); })
      .and_then([&](const DirectoryHandle& journal) {
        return journal.read_file(JournalFolder::file_of(id), JournalFolder::size_limit);
      })
      .and_then([](const Bytes& bytes) { return read_journal_text(as_text(bytes)); });
}

}  // namespace trustctl
