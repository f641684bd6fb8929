#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/platform/acting_as.hpp"
#include "engine/platform/exchange_file.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// One file that is replaced as a whole: read once, staged beside it, then swapped in. Whoever
/// reads the file sees the old or the new contents, never a part; a change that another program
/// makes between read and commit is found and kept. What is staged and not committed is discarded
/// with the object.
///
/// The writer holds the lock of folder() from before read() until after commit(): what is left
/// under a staging name is dead then, and is removed. The name tells the digests of what is staged
/// and of what it replaces, so that another program's file, which a killed exchange left there, is
/// told from both.
///
/// Root does all of it as the user who owns the folder (ActingAs), for as long as the object lives.
class AtomicFile {
 public:
  /// Finds the file: a link is resolved once, here, and its folder is opened. The file may be
  /// missing, its folder may not. Fails with access_denied as refuse_planted_link() does, with
  /// invalid_input for a link to nowhere, for what is no
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
  /// Removes what an interrupted writer left under a staging name, but gives a name that no run
  /// removes to what another program wrote. stage() does so by itself; this is for a writer that
  /// finds nothing to write.
  Result<void> remove_leftover() const;
  /// What is staged, read back from the disk.
  Result<Bytes> staged() const;
  /// What a commit left to be desired, though the file was replaced.
  struct Committed {
    std::optional<Error> not_durable = {};  ///< a loss of power may undo it
    std::optional<Error> left_behind = {};  ///< the old contents are still beside it
  };
  /// Swaps the staged file in and makes that durable. Fails, and leaves the file as it is, where
  /// that cannot be done; with `stale` where it no longer holds what read() gave. Where the file
  /// system cannot exchange two files, they are compared just before the rename, which leaves a
  /// moment in which another program's change could be lost.
  Result<Committed> commit();

 private:
  AtomicFile(ActingAs owner, DirectoryHandle folder, std::string name);
  Result<Committed> commit_new();
  Result<Committed> commit_replacement();
  Result<Committed> replace_without_exchange();
  Committed committed() const;
  Result<void> tidy(const std::string& leftover) const;
  Error stale() const;

  ActingAs m_owner;
  DirectoryHandle m_folder;
  std::string m_name;
  std::string m_stage_name;            // since stage()
  std::optional<FileDigest> m_basis;   // of what read() gave; absent: there was no file
  std::optional<FileDigest> m_staged;  // of what stage() wrote; absent: nothing is staged
};

}  // namespace trustctl
