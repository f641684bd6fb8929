#include "engine/platform/directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "engine/platform/posix/acting_user.hpp"
#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

using posix::check_name;
using posix::descriptor;
using posix::failed;
using posix::retry;

constexpr int open_directory_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// "dir/" would follow a link that "dir" is.
std::string without_trailing_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') {
    path.pop_back();
  }
  return path;
}

// With O_DIRECTORY | O_NOFOLLOW a link and a file give the same ENOTDIR: says which it is.
Error not_opened(int number, int at, const char* name, const std::string& path) {
  struct stat found = {};
  if (number == ENOTDIR && fstatat(at, name, &found, AT_SYMLINK_NOFOLLOW) == 0) {
    const char* what = S_ISLNK(found.st_mode)
                           ? "it is a symbolic link, which is not followed; name what it points to"
                           : "it is not a directory";
    return {ErrorCode::invalid_input, "cannot open " + path + ": " + what};
  }
  return posix::system_error(number, "open", path);
}

Result<FileHandle> open_beneath(int at, const char* name, const std::string& path) {
  FileHandle handle(retry([&] { return ::openat(at, name, open_directory_flags); }));
  if (handle.native() == FileHandle::none) {
    return tl::unexpected(not_opened(errno, at, name, path));
  }
  return handle;
}

FileKind kind_of_mode(mode_t mode) {
  if (S_ISREG(mode)) {
    return FileKind::regular;
  }
  if (S_ISDIR(mode)) {
    return FileKind::directory;
  }
  return S_ISLNK(mode) ? FileKind::link : FileKind::other;
}

FileStatus status_of(const struct stat& found) {
  constexpr mode_t permission_bits = 07777;
  return {kind_of_mode(found.st_mode), static_cast<std::uint64_t>(found.st_size),
          static_cast<std::uint64_t>(found.st_nlink), found.st_mode & permission_bits,
          FileOwner{found.st_uid, found.st_gid}};
}

// Some file systems do not tell the kind in the listing.
FileKind kind_of_item(int at, const dirent& item) {
  switch (item.d_type) {
    case DT_REG:
      return FileKind::regular;
    case DT_DIR:
      return FileKind::directory;
    case DT_LNK:
      return FileKind::link;
    case DT_UNKNOWN: {
      struct stat found = {};
      const bool known =
          retry([&] { return fstatat(at, item.d_name, &found, AT_SYMLINK_NOFOLLOW); }) == 0;
      return known ? kind_of_mode(found.st_mode) : FileKind::other;
    }
    default:
      return FileKind::other;
  }
}

struct CloseStream {
  void operator()(DIR* stream) const { closedir(stream); }
};

}  // namespace

std::string DirectoryHandle::path_of(const std::string& name) const {
  return m_path.ends_with('/') ? m_path + name : m_path + '/' + name;
}

Result<DirectoryHandle> DirectoryHandle::open(const std::string& path) {
  if (path.empty() || path.find('\0') != std::string::npos) {
    return tl::unexpected(Error{ErrorCode::invalid_input, "'" + path + "' is no path"});
  }
  auto handle = open_beneath(AT_FDCWD, without_trailing_slashes(path).c_str(), path);
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return DirectoryHandle(std::move(*handle), path);
}

Result<DirectoryHandle> DirectoryHandle::open_or_create(const std::string& path,
                                                        std::uint32_t mode) {
  auto existing = open(path);
  if (existing || existing.error().code != ErrorCode::not_found) {
    return existing;
  }
  const std::string whole = without_trailing_slashes(path);
  const std::size_t slash = whole.find_last_of('/');
  const std::string above = slash == std::string::npos ? "./" : whole.substr(0, slash + 1);
  // The folder above may be a link, which "/." follows.
  auto parent = open_beneath(AT_FDCWD, (above + '.').c_str(), above).map([&](FileHandle handle) {
    return DirectoryHandle(std::move(handle), above);
  });
  if (!parent && parent.error().code == ErrorCode::not_found && slash != std::string::npos) {
    parent = open_or_create(whole.substr(0, slash), mode);
  }
  if (!parent) {
    return parent;
  }
  auto made = parent->ensure_directory(whole.substr(slash + 1), mode);
  if (!made) {
    return made;
  }
  if (auto durable = parent->sync(); !durable) {
    return tl::unexpected(durable.error());
  }
  return DirectoryHandle(std::move(made->m_handle), path);
}

Result<std::vector<DirectoryItem>> DirectoryHandle::list() const {
  // An opening of its own: a copy of the descriptor would share the position in the listing.
  FileHandle own(retry([&] { return ::openat(descriptor(m_handle), ".", open_directory_flags); }));
  if (own.native() == FileHandle::none) {
    return failed(errno, "list", m_path);
  }
  const std::unique_ptr<DIR, CloseStream> stream(fdopendir(descriptor(own)));
  if (stream == nullptr) {
    return failed(errno, "list", m_path);
  }
  own.release();
  std::vector<DirectoryItem> items;
  for (;;) {
    errno = 0;  // readdir tells the end from a failure only so
    const dirent* item = readdir(stream.get());
    if (item == nullptr) {
      break;
    }
    const std::string name = item->d_name;
    if (name != "." && name != "..") {
      items.push_back({name, kind_of_item(descriptor(m_handle), *item)});
    }
  }
  if (errno != 0) {
    return failed(errno, "list", m_path);
  }
  std::sort(items.begin(), items.end(),
            [](const DirectoryItem& a, const DirectoryItem& b) { return a.name < b.name; });
  return items;
}

Result<std::optional<FileStatus>> DirectoryHandle::status(const std::string& name) const {
  if (auto good = check_name(m_path, name); !good) {
    return tl::unexpected(good.error());
  }
  struct stat found = {};
  const int result = retry(
      [&] { return fstatat(descriptor(m_handle), name.c_str(), &found, AT_SYMLINK_NOFOLLOW); });
  if (result == 0) {
    return status_of(found);
  }
  if (errno == ENOENT) {
    return std::nullopt;
  }
  return failed(errno, "look at", path_of(name));
}

Result<FileStatus> DirectoryHandle::status() const {
  struct stat found = {};
  if (fstat(descriptor(m_handle), &found) != 0) {
    return failed(errno, "look at", m_path);
  }
  return status_of(found);
}

Result<void> DirectoryHandle::only_ours() const {
  const auto found = status();
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (found->owner.user != posix::acting_user()) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                m_path + " belongs to user " + std::to_string(found->owner.user) +
                                    ", not to user " + std::to_string(posix::acting_user()) +
                                    " who runs trustctl; look at what is in it, and then "
                                    "remove it or give it to that user"});
  }
  if ((found->mode & (S_IWGRP | S_IWOTH)) != 0) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                "others may write to " + m_path +
                                    "; look at what is in it, and then run chmod go-w on it"});
  }
  return {};
}

Result<DirectoryHandle> DirectoryHandle::open_directory(const std::string& name) const {
  if (auto good = check_name(m_path, name); !good) {
    return tl::unexpected(good.error());
  }
  auto handle = open_beneath(descriptor(m_handle), name.c_str(), path_of(name));
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return DirectoryHandle(std::move(*handle), path_of(name));
}

Result<DirectoryHandle> DirectoryHandle::make_directory(const std::string& name,
                                                        std::uint32_t mode) const {
  if (auto good = check_name(m_path, name); !good) {
    return tl::unexpected(good.error());
  }
  if (::mkdirat(descriptor(m_handle), name.c_str(), mode) != 0) {
    return failed(errno, "create", path_of(name));
  }
  auto made = open_directory(name);
  if (made && ::fchmod(descriptor(made->m_handle), mode) != 0) {  // whatever the umask
    const int why = errno;
    static_cast<void>(::unlinkat(descriptor(m_handle), name.c_str(), AT_REMOVEDIR));
    return failed(why, "set the mode of", path_of(name));
  }
  return made;
}

Result<void> DirectoryHandle::give_to(const FileOwner& owner) const {
  if (::fchown(descriptor(m_handle), owner.user, owner.group) != 0) {
    return failed(errno, "set the owner of", m_path);
  }
  return {};
}

Result<DirectoryHandle> DirectoryHandle::ensure_directory(const std::string& name,
                                                          std::uint32_t mode) const {
  auto existing = open_directory(name);
  if (existing || existing.error().code != ErrorCode::not_found) {
    return existing;
  }
  auto made = make_directory(name, mode);
  if (!made && made.error().code == ErrorCode::stale) {  // somebody else was quicker
    return open_directory(name);
  }
  return made;
}

Result<void> DirectoryHandle::remove_directory(const std::string& name) const {
  if (auto good = check_name(m_path, name); !good) {
    return good;
  }
  if (::unlinkat(descriptor(m_handle), name.c_str(), AT_REMOVEDIR) != 0) {
    return failed(errno, "remove", path_of(name));
  }
  return {};
}

Result<void> DirectoryHandle::sync() const {
  if (retry([&] { return ::fsync(descriptor(m_handle)); }) != 0) {
    return failed(errno, "make durable", m_path);
  }
  return {};
}

Result<void> DirectoryHandle::sync_file_system() const {
  if (retry([&] { return ::syncfs(descriptor(m_handle)); }) != 0) {
    return failed(errno, "make durable the file system of", m_path);
  }
  return {};
}

}  // namespace trustctl
