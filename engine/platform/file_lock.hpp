#pragma once

#include <chrono>
#include <string>

#include "engine/platform/directory.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// An exclusive lock that other processes see, and that ends with the object or the process,
/// whichever goes first. Two locks of one process exclude each other too.
class FileLock {
 public:
  /// Locks a directory (flock: advisory, nothing is written). Waits until `deadline`; at least one
  /// attempt is made. Fails with `locked`, naming the process that holds it where the system tells,
  /// and with `unsupported` where the file system has no locks.
  static Result<FileLock> on_directory(const DirectoryHandle& directory,
                                       std::chrono::steady_clock::time_point deadline);
  /// Locks a file of this directory, which is created (0600) where there is none and never removed.
  static Result<FileLock> on_file(const DirectoryHandle& directory, const std::string& name,
                                  std::chrono::steady_clock::time_point deadline);

 private:
  explicit FileLock(FileHandle handle) : m_handle(std::move(handle)) {}
  FileHandle m_handle;
};

}  // namespace trustctl
