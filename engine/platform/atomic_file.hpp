#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/platform/exchange_file.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// One file that is replaced as a whole: read once, staged beside it, then swapped in. Whoever
/// reads the file sees the old or the new contents, never a part; a change that another program
/// makes between read and commit is found and kept. What is staged and not committed is discarded
/// with the object.
///
/// The writer holds the lock of folder() from before read() until after commit(): a leftover of the
/// staging name is dead then, and is removed.
class AtomicFile {
 public:
  /// Finds the file: a link is resolved once, here, and its folder is opened. The file may be
  /// missing, its folder may not. Fails with invalid_input for a link to nowhere, for what is no
  /// regular file, and for a file with a second hard link (which would keep the old contents).
  static Result<AtomicFile> open(const std::string& path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&& other) = delete;
  ~AtomicFile();

  /// The file's own path, the link resolved.
  std::string path() const { return m_folder.path_of(m_name); }
  const DirectoryHandle& folder() const { return m_folder; }

  /// What the file holds; nothing where there is none. This is what commit() compares with.
  Result<std::optional<Bytes>> read(std::size_t limit);
  /// Writes the new contents beside the file, with the mode, owner and access control list of the
  /// file that it will replace, or `for_new_file`, and makes them durable. read() comes first.
  Result<void> stage(ByteView contents, const FileAttributes& for_new_file = {});
  /// Removes what an interrupted writer left under the staging name. stage() does so by itself;
  /// this is for a writer that finds nothing to write.
  Result<void> remove_leftover() const;
  /// What is staged, read back from the disk.
  Result<Bytes> staged() const;
  /// Swaps the staged file in and makes that durable. Fails with `stale`, and leaves the file as it
  /// is, where it no longer holds what read() gave. Where the file system cannot exchange two
  /// files, they are compared just before the rename, which leaves a moment in which another
  /// program's change could be lost.
  Result<void> commit();

 private:
  AtomicFile(DirectoryHandle folder, std::string name);
  Result<void> commit_new();
  Result<void> commit_replacement();
  Result<void> replace_without_exchange();
  Result<void> remove_displaced();
  Error stale() const;

  DirectoryHandle m_folder;
  std::string m_name;
  std::string m_stage_name;
  std::optional<FileDigest> m_basis;   // of what read() gave; absent: there was no file
  std::optional<FileDigest> m_staged;  // of what stage() wrote; absent: nothing is staged
};

}  // namespace trustctl
