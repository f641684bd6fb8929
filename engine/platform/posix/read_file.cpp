#include "engine/platform/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "engine/platform/posix/calls.hpp"
#include "engine/platform/real_path.hpp"

namespace trustctl {

namespace {

// The number in what sudo says of the user who called it, or is it.
bool is_invoker(const char* variable, id_t number) {
  const char* invoker = std::getenv(variable);
  return invoker != nullptr && std::to_string(number) == invoker;
}

// A group without other members, as Debian gives every user one, bears the user's number.
bool others_may_write(const struct stat& status) {
  const bool private_group = status.st_gid == 0 || (is_invoker("SUDO_GID", status.st_gid) &&
                                                    is_invoker("SUDO_UID", status.st_gid));
  return (status.st_mode & S_IWOTH) != 0 || ((status.st_mode & S_IWGRP) != 0 && !private_group);
}

tl::unexpected<Error> not_ours(const std::string& why, const std::string& cure) {
  return tl::unexpected(Error{ErrorCode::access_denied, why + ", and root would apply what they " +
                                                            "declare; run '" + cure +
                                                            "' once you have read it"});
}

// Who may write to a folder above a file may put another in its place, unless the folder is sticky.
Result<void> check_one_folder(const std::string& folder, const std::string& path) {
  struct stat status {};
  if (stat(folder.c_str(), &status) != 0) {
    return {};
  }
  if (status.st_uid != 0 && !is_invoker("SUDO_UID", status.st_uid)) {
    return not_ours(
        folder + " belongs to user " + std::to_string(status.st_uid) + ", who may exchange " + path,
        "chown root " + folder);
  }
  if (others_may_write(status) && (status.st_mode & S_ISVTX) == 0) {
    return not_ours("others may exchange " + path, "chmod go-w " + folder);
  }
  return {};
}

Result<void> check_folders(const std::string& path) {
  const auto real = real_path_of_file(path);
  if (!real) {
    return {};
  }
  std::string folder = real->folder;
  for (;;) {
    if (auto good = check_one_folder(folder, path); !good) {
      return good;
    }
    const std::size_t slash = folder.find_last_of('/');
    if (folder == "/" || slash == std::string::npos) {
      return {};
    }
    folder = slash == 0 ? "/" : folder.substr(0, slash);
  }
}

Result<void> check_writers(const FileHandle& file, const std::string& path) {
  struct stat status {};
  if (geteuid() != 0) {
    return {};
  }
  if (fstat(posix::descriptor(file), &status) != 0) {
    return posix::failed(errno, "look at", path);
  }
  if (others_may_write(status)) {
    return not_ours("others may write to " + path, "chmod go-w " + path);
  }
  if (status.st_uid != 0 && !is_invoker("SUDO_UID", status.st_uid)) {
    return not_ours(path + " belongs to user " + std::to_string(status.st_uid),
                    "chown root " + path + "' and 'chmod go-w " + path);
  }
  return check_folders(path);
}

}  // namespace

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit, Writers writers) {
  if (path.find('\0') != std::string::npos) {
    return tl::unexpected(Error{ErrorCode::invalid_input, "a file name holds a NUL: " + path});
  }
  // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
  const FileHandle file(posix::retry(
      [&] { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); }));
  if (file.native() == FileHandle::none) {
    if (errno == ENXIO || errno == ENODEV) {  // a socket, or a device without a driver
      return tl::unexpected(
          Error{ErrorCode::invalid_input, "cannot read " + path + ": it is not a regular file"});
    }
    return posix::failed(errno, "open", path);
  }
  if (writers == Writers::only_ours) {
    if (auto safe = check_writers(file, path); !safe) {
      return tl::unexpected(safe.error());
    }
  }
  return posix::read_open_file(file, limit, [&path] { return path; });
}

}  // namespace trustctl
