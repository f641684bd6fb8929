#pragma once

#include <chrono>
#include <string>

#include "engine/platform/directory.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// An exclusive lock of one folder, which other processes see, and which ends with the object or
/// the process, whichever goes first. Two locks of one process exclude each other too.
///
/// It is held by way of a file `.trustctl.lock` in the folder (0600, its owner's), and not of the
/// folder itself: whoever may read a folder could open and hold that. The file is there while the
/// lock is held; what a killed process leaves of it is taken over, and goes, with the next lock.
class FileLock {
 public:
  FileLock(FileLock&& other) noexcept = default;
  FileLock& operator=(FileLock&& other) = delete;
  ~FileLock();

  /// Waits until `deadline`; at least one attempt is made. Fails with `locked`, naming the process
  /// that holds it where the system tells; with `access_denied` where the folder cannot be written
  /// to, or where the file belongs to somebody else, who could hold it for ever; with
  /// `invalid_input` where something else has its name (a link, a second name of another file);
  /// with `unsupported` where the file system has no locks.
  static Result<FileLock> on_directory(const DirectoryHandle& directory,
                                       std::chrono::steady_clock::time_point deadline);

 private:
  FileLock(FileHandle directory, FileHandle handle)
      : m_directory(std::move(directory)), m_handle(std::move(handle)) {}
  FileHandle m_directory;  // Windows removes the file by itself, and leaves this empty
  FileHandle m_handle;
};

}  // namespace trustctl
