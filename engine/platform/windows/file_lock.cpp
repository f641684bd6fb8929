#include "engine/platform/file_lock.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/links.hpp"
#include "engine/platform/windows/place.hpp"

namespace trustctl {

namespace {

using Clock = std::chrono::steady_clock;

// Windows locks files, not directories: while the lock is held this file is in the directory, and
// the system removes it with the last handle, however the process ends.
constexpr const char* lock_name = ".trustctl.lock";

// Calls until it gives ERROR_SUCCESS, the time is up, or waiting would not help.
template <class Attempt>
DWORD until(Clock::time_point deadline, Attempt attempt) {
  using std::chrono::milliseconds;
  constexpr milliseconds longest{50};
  milliseconds pause{1};
  for (;;) {
    const DWORD error = attempt();
    const bool held = error == ERROR_LOCK_VIOLATION || error == ERROR_SHARING_VIOLATION;
    const auto now = Clock::now();
    if (!held || now >= deadline) {
      return error;
    }
    std::this_thread::sleep_for(
        std::min(std::chrono::duration_cast<Clock::duration>(pause), deadline - now));
    pause = std::min(pause * 2, longest);
  }
}

// Windows does not tell who holds a lock.
Error not_locked(DWORD error, const std::string& path) {
  if (error == ERROR_LOCK_VIOLATION || error == ERROR_SHARING_VIOLATION) {
    return {ErrorCode::locked, "cannot lock " + path +
                                   ": another process holds it; wait until it has finished, and "
                                   "try again"};
  }
  return windows::system_error(error, "lock", path);
}

}  // namespace

FileLock::~FileLock() = default;

Result<FileLock> FileLock::on_directory(const DirectoryHandle& directory,
                                        Clock::time_point deadline) {
  const auto path = windows::place_of(directory, lock_name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  FileHandle handle;
  // Shared with nobody: who opens it first has it.
  const DWORD error = until(deadline, [&]() -> DWORD {
    handle = windows::open_file(*path, GENERIC_WRITE | DELETE, 0, OPEN_ALWAYS,
                                FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_TEMPORARY |
                                    FILE_FLAG_DELETE_ON_CLOSE | FILE_FLAG_OPEN_REPARSE_POINT);
    if (handle.native() != FileHandle::none) {
      return ERROR_SUCCESS;
    }
    const DWORD why = GetLastError();
    // Access is denied, too, in the moment in which the last holder's file goes away.
    const bool exists = GetFileAttributesW(path->c_str()) != INVALID_FILE_ATTRIBUTES ||
                        GetLastError() == ERROR_ACCESS_DENIED;
    return why == ERROR_ACCESS_DENIED && exists ? DWORD{ERROR_SHARING_VIOLATION} : why;
  });
  if (error != ERROR_SUCCESS) {
    return tl::unexpected(not_locked(error, directory.path()));
  }
  return FileLock(FileHandle(), std::move(handle));
}

}  // namespace trustctl
