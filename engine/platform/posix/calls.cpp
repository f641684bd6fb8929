#include "engine/platform/posix/calls.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>

namespace trustctl {

FileHandle::~FileHandle() {
  if (m_native != none) {
    // Nothing that must last depends on this close: writers use posix::close_checked.
    ::close(static_cast<int>(m_native));
  }
}

namespace posix {

namespace {

ErrorCode code_of(int number) {
  switch (number) {
    case ENOENT:
      return ErrorCode::not_found;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorCode::access_denied;
    case EEXIST:
    case ESTALE:
      return ErrorCode::stale;
    case ELOOP:
    case ENOTDIR:
    case EISDIR:
    case ENAMETOOLONG:
      return ErrorCode::invalid_input;
    case ENOSYS:
    case EOPNOTSUPP:
      return ErrorCode::unsupported;
    default:
      return ErrorCode::io;
  }
}

// The reason in our words, with what to do, where we know better than strerror.
std::string_view reason_of(int number) {
  switch (number) {
    case EACCES:
      return "permission denied; run trustctl as root or as a user who may";
    case EPERM:
      return ::geteuid() == 0 ? "not permitted; see with lsattr whether it is immutable"
                              : "not permitted; run trustctl as root";
    case EROFS:
      return "it is on a read-only file system; mount it writable";
    case ENOENT:
      return "it does not exist";
    case EEXIST:
      return "the name is taken";
    case ENOSPC:
      return "no space left on its file system; free some and try again";
    case EDQUOT:
      return "the disk quota is used up; free some space and try again";
    case EFBIG:
      return "larger than a file may be (see ulimit -f)";
    case EMFILE:
    case ENFILE:
      return "too many open files (see ulimit -n)";
    case ELOOP:
      return "it is a symbolic link, which is not followed; name what it points to";
    case ENOTDIR:
      return "it, or what it is in, is not a directory";
    case EISDIR:
      return "it is a directory";
    case EIO:
      return "input/output error; look at the disk and the system's log";
    default:
      return {};
  }
}

}  // namespace

Error system_error(int number, std::string_view act, std::string_view path) {
  const std::string_view known = reason_of(number);
  const std::string reason =
      known.empty() ? std::generic_category().message(number) : std::string(known);
  return {code_of(number), "cannot " + std::string(act) + ' ' + std::string(path) + ": " + reason};
}

namespace {

Error not_regular(mode_t mode, std::string_view path) {
  std::string what = "not a regular file";
  if (S_ISDIR(mode)) {
    what = "a directory, not a file";
  } else if (S_ISFIFO(mode)) {
    what = "a FIFO, not a regular file";
  } else if (S_ISCHR(mode) || S_ISBLK(mode)) {
    what = "a device, not a regular file";
  }
  return {ErrorCode::invalid_input, "cannot read " + std::string(path) + ": it is " + what};
}

std::string size_in_words(std::size_t bytes) {
  constexpr std::size_t mebi = std::size_t{1024} * 1024;
  return bytes >= mebi && bytes % mebi == 0 ? std::to_string(bytes / mebi) + " MiB"
                                            : std::to_string(bytes) + " bytes";
}

Error too_large(std::size_t limit, std::string_view path) {
  return {ErrorCode::invalid_input, "cannot read " + std::string(path) + ": it is larger than " +
                                        size_in_words(limit) + ", the most that is read"};
}

}  // namespace

Result<void> check_name(std::string_view directory, const std::string& name) {
  const bool good = !name.empty() && name != "." && name != ".." &&
                    name.find('/') == std::string::npos && name.find('\0') == std::string::npos;
  if (!good) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              '\'' + name + "' is no name of a file in " + std::string(directory)});
  }
  return {};
}

Result<Bytes> read_open_file(const FileHandle& file, std::size_t limit,
                             const std::function<std::string()>& path) {
  struct stat status = {};
  if (fstat(descriptor(file), &status) != 0) {
    return failed(errno, "look at", path());
  }
  if (!S_ISREG(status.st_mode)) {
    return tl::unexpected(not_regular(status.st_mode, path()));
  }
  if (static_cast<std::uintmax_t>(status.st_size) > limit) {
    return tl::unexpected(too_large(limit, path()));
  }
  // One byte more than the file has: a read that ends where the file did needs no second to show
  // it.
  const auto expected = static_cast<std::size_t>(status.st_size);
  Bytes bytes(expected + 1);
  std::size_t filled = 0;
  for (;;) {
    const ssize_t count = retry(
        [&] { return ::read(descriptor(file), bytes.data() + filled, bytes.size() - filled); });
    if (count < 0) {
      return failed(errno, "read", path());
    }
    filled += static_cast<std::size_t>(count);
    if (filled > limit) {
      return tl::unexpected(too_large(limit, path()));
    }
    if (count == 0 || filled == expected) {
      break;
    }
    if (filled == bytes.size()) {
      bytes.resize(bytes.size() * 2);  // it grew while it was read
    }
  }
  bytes.resize(filled);
  return bytes;
}

int write_all(const FileHandle& file, ByteView contents) {
  while (!contents.empty()) {
    const ssize_t count =
        retry([&] { return ::write(descriptor(file), contents.data(), contents.size()); });
    if (count < 0) {
      return errno;
    }
    contents = contents.subspan(static_cast<std::size_t>(count));
  }
  return 0;
}

int close_checked(FileHandle& file) {
  // Not made again after EINTR: Linux has closed the descriptor by then.
  const int result = ::close(static_cast<int>(file.release()));
  return result != 0 && errno != EINTR ? errno : 0;
}

}  // namespace posix

}  // namespace trustctl
