#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/apply/journal_chain.hpp"
#include "engine/apply/journal_checkpoint.hpp"
#include "engine/model/bytes.hpp"
#include "engine/platform/directory.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/platform/state_directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The journal's folder with its lock held: what writing, reading and pruning have in common. All
/// that is in it was written by us (its folder's owner and mode were looked at), and nobody else
/// writes while this lives.
class JournalFolder {
 public:
  /// Creates `<state directory>/journal` (0700) where there is none. Waits up to 30 seconds for
  /// another process; fails with `locked` then, and as open_state_directory does.
  static Result<JournalFolder> open_or_create(const std::string& state_directory, StateOwner owner);
  /// Creates nothing; not_found where there is no journal.
  static Result<JournalFolder> open(const std::string& state_directory);

  const DirectoryHandle& directory() const { return m_directory; }

  /// The ids of all records that have a file, in the order in which they were begun: those of
  /// format 1 by time and number, then the sequence.
  Result<std::vector<std::string>> ids() const;
  /// The text of a record's file.
  Result<Bytes> read(const std::string& id) const;

  /// What the head file says; nothing where there is none, or it cannot be read as one.
  Result<std::optional<JournalHead>> head() const;
  /// Makes a head durable.
  Result<void> write_head(const JournalHead& head) const;

  /// What was pruned; nothing where nothing was. Fails where the file cannot be read as one.
  Result<JournalCheckpoint> checkpoint() const;
  /// Makes a checkpoint durable.
  Result<void> write_checkpoint(const JournalCheckpoint& checkpoint) const;

  static std::string file_of(const std::string& id) { return id + ".jsonl"; }
  static constexpr const char* name = "journal";
  /// Of a record, in bytes. They hold certificates and before-images; whoever can write more here
  /// is root or us.
  static constexpr std::size_t size_limit = std::size_t{1} << 30U;

 private:
  JournalFolder(DirectoryHandle directory, FileLock lock)
      : m_directory(std::move(directory)), m_lock(std::move(lock)) {}
  static Result<JournalFolder> locked(DirectoryHandle directory);

  DirectoryHandle m_directory;
  FileLock m_lock;
};

}  // namespace trustctl
