#include "engine/platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/platform/posix/acting_user.hpp"
#include "engine/platform/posix/calls.hpp"
#include "engine/platform/posix/lock_holder.hpp"

namespace trustctl {

namespace {

using posix::descriptor;
using posix::failed;
using posix::retry;
using Clock = std::chrono::steady_clock;

constexpr const char* lock_name = ".trustctl.lock";

Error still_locked(const FileHandle& handle, const std::string& path) {
  const std::string holder = posix::lock_holder(handle);
  return {ErrorCode::locked, "cannot lock " + path + ": " +
                                 (holder.empty() ? "another process" : holder) +
                                 " holds it; wait until it has finished, and try again"};
}

// 0 with the lock held, else the errno; EWOULDBLOCK when the time was up.
int lock_until(const FileHandle& handle, Clock::time_point deadline) {
  using std::chrono::milliseconds;
  constexpr milliseconds longest{50};
  milliseconds pause{1};
  for (;;) {
    if (retry([&] { return ::flock(descriptor(handle), LOCK_EX | LOCK_NB); }) == 0) {
      return 0;
    }
    const auto now = Clock::now();
    if (errno != EWOULDBLOCK || now >= deadline) {
      return errno;
    }
    std::this_thread::sleep_for(
        std::min(std::chrono::duration_cast<Clock::duration>(pause), deadline - now));
    pause = std::min(pause * 2, longest);
  }
}

// The lock's file, opened or made. Only its owner and root can open it, and so hold it.
Result<FileHandle> open_lock_file(int directory, const std::string& path) {
  FileHandle file(retry([&] {
    return ::openat(directory, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                    S_IRUSR | S_IWUSR);
  }));
  struct stat found = {};
  if (file.native() == FileHandle::none || fstat(descriptor(file), &found) != 0) {
    return failed(errno, "lock", path);
  }
  // More than one name: it is some other file, too. (None: its holder has just removed it.)
  if (!S_ISREG(found.st_mode) || found.st_nlink > 1) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "cannot lock " + path +
                                            ": it is not a file of trustctl's; look at "
                                            "it, and move it away"});
  }
  if (found.st_uid != posix::acting_user()) {
    return tl::unexpected(
        Error{ErrorCode::access_denied, "cannot lock " + path + ": it belongs to user " +
                                            std::to_string(found.st_uid) +
                                            ", who could hold it for ever; remove it"});
  }
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0 &&
      ::fchmod(descriptor(file), S_IRUSR | S_IWUSR) != 0) {
    return failed(errno, "set the mode of", path);
  }
  return file;
}

// Whether the name still means the file that is locked: its last holder may have removed it.
bool has_its_name(int directory, const FileHandle& file) {
  struct stat opened = {};
  struct stat named = {};
  return fstat(descriptor(file), &opened) == 0 &&
         fstatat(directory, lock_name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

Result<FileHandle> lock_file(int directory, const std::string& folder, Clock::time_point deadline) {
  const std::string path = (folder.ends_with('/') ? folder : folder + '/') + lock_name;
  for (;;) {
    auto file = open_lock_file(directory, path);
    if (!file) {
      return file;
    }
    const int error = lock_until(*file, deadline);
    if (error == EWOULDBLOCK) {
      return tl::unexpected(still_locked(*file, folder));
    }
    if (error != 0) {  // a file system without locks
      return failed(error == ENOLCK || error == EBADF || error == EINVAL ? EOPNOTSUPP : error,
                    "lock", folder);
    }
    if (has_its_name(directory, *file)) {
      return file;
    }
  }
}

}  // namespace

FileLock::~FileLock() {
  if (m_handle.native() != FileHandle::none) {
    static_cast<void>(::unlinkat(descriptor(m_directory), lock_name, 0));
  }
}

Result<FileLock> FileLock::on_directory(const DirectoryHandle& directory,
                                        Clock::time_point deadline) {
  FileHandle own(retry([&] {
    return ::openat(descriptor(directory.handle()), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }));
  if (own.native() == FileHandle::none) {
    return failed(errno, "lock", directory.path());
  }
  auto file = lock_file(descriptor(own), directory.path(), deadline);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return FileLock(std::move(own), std::move(*file));
}

}  // namespace trustctl
