#include "engine/apply/journal_folder.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "engine/platform/state_directory.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

constexpr std::uint32_t owner_only = 0700;
constexpr const char* head_file = "head.json";
constexpr const char* checkpoint_file = "checkpoint.json";
constexpr std::string_view record_ending = ".jsonl";
constexpr std::size_t head_size_limit = std::size_t{1} << 24U;
// A record is written in milliseconds.
constexpr std::chrono::seconds longest_wait{30};

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// "20261123T010203Z-10", of format 1: time and number.
bool is_older_id(std::string_view id) {
  constexpr std::size_t time_length = 16;
  return id.size() > time_length + 1 && is_digits(id.substr(0, 8)) && id[8] == 'T' &&
         is_digits(id.substr(9, 6)) && id[15] == 'Z' && id[time_length] == '-' &&
         is_digits(id.substr(time_length + 1));
}

// Numbers without leading zeros compare by length first.
auto order_of(const std::string& id) {
  constexpr std::size_t time_length = 16;
  const bool older = is_older_id(id);
  const std::string number = older ? id.substr(time_length + 1) : id;
  return std::tuple(!older, older ? id.substr(0, time_length) : std::string(), number.size(),
                    number);
}

}  // namespace

Result<JournalFolder> JournalFolder::locked(DirectoryHandle directory) {
  auto lock = FileLock::on_directory(directory, std::chrono::steady_clock::now() + longest_wait);
  if (!lock) {
    return tl::unexpected(std::move(lock.error()));
  }
  return JournalFolder(std::move(directory), std::move(*lock));
}

Result<JournalFolder> JournalFolder::open_or_create(const std::string& state_directory,
                                                    StateOwner owner) {
  return open_state_directory(state_directory, owner)
      .and_then([](const DirectoryHandle& state) -> Result<DirectoryHandle> {
        auto journal = state.ensure_directory(name, owner_only);
        // What is in it decides what a way back brings back.
        const auto good = journal.and_then(
            [&](const DirectoryHandle& directory) { return directory.only_ours(); });
        const auto durable = good.and_then([&] { return state.sync(); });
        return durable ? std::move(journal) : tl::unexpected(durable.error());
      })
      .and_then([](DirectoryHandle directory) { return locked(std::move(directory)); });
}

Result<JournalFolder> JournalFolder::open(const std::string& state_directory) {
  return DirectoryHandle::open(state_directory)
      .and_then([](const DirectoryHandle& state) { return state.open_directory(name); })
      .and_then([](DirectoryHandle directory) { return locked(std::move(directory)); });
}

Result<std::vector<std::string>> JournalFolder::ids() const {
  const auto items = m_directory.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  std::vector<std::string> ids;
  for (const DirectoryItem& item : *items) {
    if (item.name.ends_with(record_ending)) {
      std::string id = item.name.substr(0, item.name.size() - record_ending.size());
      if (is_older_id(id) || journal_number(id).has_value()) {
        ids.push_back(std::move(id));
      }
    }
  }
  std::sort(ids.begin(), ids.end(),
            [](const std::string& a, const std::string& b) { return order_of(a) < order_of(b); });
  return ids;
}

Result<Bytes> JournalFolder::read(const std::string& id) const {
  return m_directory.read_file(file_of(id), size_limit);
}

Result<std::optional<JournalHead>> JournalFolder::head() const {
  const auto bytes = m_directory.read_file(head_file, head_size_limit);
  if (!bytes) {
    return bytes.error().code == ErrorCode::not_found
               ? Result<std::optional<JournalHead>>(std::nullopt)
               : tl::unexpected(bytes.error());
  }
  auto head = read_head_file(as_text(*bytes));
  return head ? std::optional(std::move(*head)) : std::nullopt;
}

Result<void> JournalFolder::write_head(const JournalHead& head) const {
  return replace_durably(m_directory, head_file, as_bytes(write_head_file(head)));
}

Result<JournalCheckpoint> JournalFolder::checkpoint() const {
  const auto bytes = m_directory.read_file(checkpoint_file, size_limit);
  if (!bytes) {
    return bytes.error().code == ErrorCode::not_found
               ? Result<JournalCheckpoint>(JournalCheckpoint())
               : tl::unexpected(bytes.error());
  }
  return read_checkpoint_file(as_text(*bytes));
}

Result<void> JournalFolder::write_checkpoint(const JournalCheckpoint& checkpoint) const {
  return replace_durably(m_directory, checkpoint_file, as_bytes(write_checkpoint_file(checkpoint)));
}

}  // namespace trustctl
