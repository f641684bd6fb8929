#include "engine/apply/file_journal.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/apply/journal_json.hpp"
#include "engine/model/bytes.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/platform/state_directory.hpp"

namespace trustctl {

namespace {

constexpr const char* folder_name = "journal";
constexpr std::uint32_t owner_only = 0700;
// Records hold certificates and before-images; whoever can write more here is root or us.
constexpr std::size_t record_size_limit = std::size_t{1} << 30U;
// A record is written in milliseconds.
constexpr std::chrono::seconds longest_wait{30};

std::string file_of(const std::string& id) { return id + ".jsonl"; }

Result<DirectoryHandle> open_journal(const std::string& state_directory) {
  return open_state_directory(state_directory).and_then([](const DirectoryHandle& state) {
    return state.ensure_directory(folder_name, owner_only);
  });
}

// "20261123T010203Z"
std::string compact(Time time) {
  std::string text = rfc3339(time);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }),
             text.end());
  return text;
}

// Tries one id after the other; called with the journal's lock held.
Result<std::string> create_record(const DirectoryHandle& journal, const JournalBegin& record) {
  for (std::size_t n = 1;; ++n) {
    std::string id = compact(record.at) + "-" + std::to_string(n);
    auto taken = journal.status(file_of(id));
    if (!taken) {
      return tl::unexpected(std::move(taken.error()));
    }
    if (taken->has_value()) {
      continue;
    }
    const std::string line = write_begin_line(id, record);
    auto created = create_durably(journal, file_of(id), as_bytes(line));
    if (created) {
      return id;
    }
    if (created.error().code != ErrorCode::stale) {
      return tl::unexpected(std::move(created.error()));
    }
  }
}

}  // namespace

Result<std::string> FileJournal::begin(const JournalBegin& record) {
  return open_journal(m_state_directory).and_then([&](const DirectoryHandle& journal) {
    const auto deadline = std::chrono::steady_clock::now() + longest_wait;
    return FileLock::on_directory(journal, deadline).and_then([&](const FileLock&) {
      return create_record(journal, record);
    });
  });
}

Result<void> FileJournal::end(const std::string& id, std::span<const Outcome> outcomes) {
  const std::string line = write_end_line(id, outcomes);
  return open_journal(m_state_directory).and_then([&](const DirectoryHandle& journal) {
    return journal.append_to_file(file_of(id), as_bytes(line));
  });
}

std::string FileJournal::path_of(const std::string& id) const {
  return m_state_directory + '/' + folder_name + '/' + file_of(id);
}

Result<JournalRecord> read_journal_record(const std::string& state_directory,
                                          const std::string& id) {
  return DirectoryHandle::open(state_directory)
      .and_then([](const DirectoryHandle& state) { return state.open_directory(folder_name); })
      .and_then([&](const DirectoryHandle& journal) {
        return journal.read_file(file_of(id), record_size_limit);
      })
      .and_then([](const Bytes& bytes) { return read_journal_lines(as_text(bytes)); });
}

}  // namespace trustctl
