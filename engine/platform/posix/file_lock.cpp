#include "engine/platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "engine/platform/posix/calls.hpp"
#include "engine/platform/posix/lock_holder.hpp"

namespace trustctl {

namespace {

using posix::descriptor;
using posix::failed;
using posix::retry;
using Clock = std::chrono::steady_clock;

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

Result<FileHandle> locked(FileHandle handle, const std::string& path, Clock::time_point deadline) {
  const int error = lock_until(handle, deadline);
  if (error == 0) {
    return handle;
  }
  if (error == EWOULDBLOCK) {
    return tl::unexpected(still_locked(handle, path));
  }
  // A file system without locks (EBADF: NFS, which locks no directory).
  return failed(error == ENOLCK || error == EBADF || error == EINVAL ? EOPNOTSUPP : error, "lock",
                path);
}

}  // namespace

Result<FileLock> FileLock::on_directory(const DirectoryHandle& directory,
                                        Clock::time_point deadline) {
  // An opening of its own: a lock belongs to the opening, and must not outlive this object in it.
  FileHandle own(retry([&] {
    return ::openat(descriptor(directory.handle()), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }));
  if (own.native() == FileHandle::none) {
    return failed(errno, "lock", directory.path());
  }
  auto handle = locked(std::move(own), directory.path(), deadline);
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return FileLock(std::move(*handle));
}

Result<FileLock> FileLock::on_file(const DirectoryHandle& directory, const std::string& name,
                                   Clock::time_point deadline) {
  if (auto good = posix::check_name(directory.path(), name); !good) {
    return tl::unexpected(good.error());
  }
  const std::string path = directory.path_of(name);
  FileHandle own(retry([&] {
    return ::openat(descriptor(directory.handle()), name.c_str(),
                    O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, S_IRUSR | S_IWUSR);
  }));
  if (own.native() == FileHandle::none) {
    return failed(errno, "lock", path);
  }
  auto handle = locked(std::move(own), path, deadline);
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return FileLock(std::move(*handle));
}

}  // namespace trustctl
