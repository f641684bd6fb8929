// The part of DirectoryHandle that reads, makes and renames files.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstdio>
#include <vector>

#include "engine/platform/directory.hpp"
#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

using posix::check_name;
using posix::descriptor;
using posix::failed;
using posix::retry;

constexpr int open_file_flags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
constexpr mode_t permission_bits = 07777;

Result<FileHandle> open_file(const DirectoryHandle& directory, const std::string& name) {
  if (auto good = check_name(directory.path(), name); !good) {
    return tl::unexpected(good.error());
  }
  FileHandle file(retry([&] {
    return ::openat(descriptor(directory.handle()), name.c_str(), O_RDONLY | open_file_flags);
  }));
  if (file.native() == FileHandle::none) {
    return failed(errno, "open", directory.path_of(name));
  }
  return file;
}

// What belongs to the file and not to its contents. (security.ima and its like seal the contents.)
bool is_kept(std::string_view attribute) {
  return attribute == "system.posix_acl_access" || attribute == "security.selinux" ||
         attribute.starts_with("user.");
}

std::optional<Bytes> extended_attribute(int file, const char* name) {
  for (;;) {
    const ssize_t size = fgetxattr(file, name, nullptr, 0);
    if (size < 0) {
      return std::nullopt;
    }
    Bytes value(static_cast<std::size_t>(size));
    const ssize_t read = fgetxattr(file, name, value.data(), value.size());
    if (read >= 0) {
      value.resize(static_cast<std::size_t>(read));
      return value;
    }
    if (errno != ERANGE) {  // ERANGE: it grew meanwhile
      return std::nullopt;
    }
  }
}

// The names as the kernel lists them, each ended by a NUL; empty where the file system has none.
std::string extended_attribute_names(int file) {
  const ssize_t size = flistxattr(file, nullptr, 0);
  std::string names(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  const ssize_t read = names.empty() ? 0 : flistxattr(file, names.data(), names.size());
  names.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return names;
}

std::vector<ExtendedAttribute> kept_attributes(int file) {
  std::vector<ExtendedAttribute> kept;
  const std::string names = extended_attribute_names(file);
  for (std::size_t begin = 0; begin < names.size();) {
    const std::string name = names.c_str() + begin;
    begin += name.size() + 1;
    if (!is_kept(name)) {
      continue;
    }
    if (auto value = extended_attribute(file, name.c_str())) {
      kept.push_back({name, std::move(*value)});
    }
  }
  return kept;
}

// 0, or the errno. Owner before mode (chown clears bits), mode before the list (chmod changes it).
int give_attributes(int file, const FileAttributes& attributes) {
  if (attributes.owner.has_value()) {
    struct stat now = {};
    if (fstat(file, &now) != 0) {
      return errno;
    }
    const FileOwner owner = *attributes.owner;
    const bool same = now.st_uid == owner.user && now.st_gid == owner.group;
    if (!same && fchown(file, owner.user, owner.group) != 0) {
      return errno;
    }
  }
  if (fchmod(file, attributes.mode & permission_bits) != 0) {
    return errno;
  }
  for (const ExtendedAttribute& extended : attributes.extended) {
    if (fsetxattr(file, extended.name.c_str(), extended.value.data(), extended.value.size(), 0) !=
        0) {
      return errno;
    }
  }
  return 0;
}

// 0, or the errno of the first step that failed.
int fill_new_file(FileHandle& file, ByteView contents, const FileAttributes& attributes,
                  Durability durability) {
  if (const int error = posix::write_all(file, contents); error != 0) {
    return error;
  }
  if (const int error = give_attributes(descriptor(file), attributes); error != 0) {
    return error;
  }
  if (durability == Durability::at_once && retry([&] { return ::fsync(descriptor(file)); }) != 0) {
    return errno;
  }
  return posix::close_checked(file);
}

std::string both(const DirectoryHandle& from_directory, const std::string& from,
                 const DirectoryHandle& to_directory, const std::string& to) {
  return from_directory.path_of(from) + " to " + to_directory.path_of(to);
}

Result<void> check_names(const DirectoryHandle& from_directory, const std::string& from,
                         const DirectoryHandle& to_directory, const std::string& to) {
  if (auto good = check_name(from_directory.path(), from); !good) {
    return good;
  }
  return check_name(to_directory.path(), to);
}

bool flag_is_unsupported(int number) { return number == EINVAL || number == ENOSYS; }

}  // namespace

Result<Bytes> DirectoryHandle::read_file(const std::string& name, std::size_t limit) const {
  const auto file = open_file(*this, name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return posix::read_open_file(*file, limit, [this, &name] { return path_of(name); });
}

Result<FileAttributes> DirectoryHandle::attributes(const std::string& name) const {
  const auto file = open_file(*this, name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  struct stat found = {};
  if (fstat(descriptor(*file), &found) != 0) {
    return failed(errno, "look at", path_of(name));
  }
  return FileAttributes{found.st_mode & permission_bits, FileOwner{found.st_uid, found.st_gid},
                        kept_attributes(descriptor(*file))};
}

Result<void> DirectoryHandle::create_file(const std::string& name, ByteView contents,
                                          const FileAttributes& attributes,
                                          Durability durability) const {
  if (auto good = check_name(m_path, name); !good) {
    return good;
  }
  FileHandle file(retry([&] {
    return ::openat(descriptor(m_handle), name.c_str(),
                    O_WRONLY | O_CREAT | O_EXCL | open_file_flags, S_IRUSR | S_IWUSR);
  }));
  if (file.native() == FileHandle::none) {
    return failed(errno, "create", path_of(name));
  }
  const int error = fill_new_file(file, contents, attributes, durability);
  if (error == 0) {
    return {};
  }
  Error why = posix::system_error(error, "write", path_of(name));
  if (::unlinkat(descriptor(m_handle), name.c_str(), 0) != 0) {
    why.message += "; what was begun could not be removed either";
  }
  return tl::unexpected(std::move(why));
}

Result<void> DirectoryHandle::append_to_file(const std::string& name, ByteView contents) const {
  if (auto good = check_name(m_path, name); !good) {
    return good;
  }
  const std::string path = path_of(name);
  const auto open_it = [&](int more) {
    return retry([&] {
      return ::openat(descriptor(m_handle), name.c_str(),
                      O_WRONLY | O_APPEND | open_file_flags | more, S_IRUSR | S_IWUSR);
    });
  };
  FileHandle file(open_it(0));
  const bool is_new = file.native() == FileHandle::none && errno == ENOENT;
  if (is_new) {
    file = FileHandle(open_it(O_CREAT));
  }
  struct stat before = {};
  if (file.native() == FileHandle::none || fstat(descriptor(file), &before) != 0) {
    return failed(errno, "open", path);
  }
  if (!S_ISREG(before.st_mode)) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "cannot write " + path + ": it is not a regular file"});
  }
  int error = posix::write_all(file, contents);
  if (error == 0 && retry([&] { return ::fdatasync(descriptor(file)); }) != 0) {
    error = errno;
  }
  if (error != 0) {
    Error why = posix::system_error(error, "write", path);
    if (::ftruncate(descriptor(file), before.st_size) != 0) {
      why.message += "; half of a record may be left at its end";
    }
    return tl::unexpected(std::move(why));
  }
  return is_new ? sync() : Result<void>();
}

Result<void> DirectoryHandle::rename_noreplace(const std::string& from, const DirectoryHandle& to,
                                               const std::string& name) const {
  if (auto good = check_names(*this, from, to, name); !good) {
    return good;
  }
  const int from_at = descriptor(m_handle);
  const int to_at = descriptor(to.m_handle);
  if (renameat2(from_at, from.c_str(), to_at, name.c_str(), RENAME_NOREPLACE) == 0) {
    return {};
  }
  if (!flag_is_unsupported(errno)) {
    return failed(errno, "rename", both(*this, from, to, name));
  }
  // An older file system: a link fails as well where the name is taken.
  if (::linkat(from_at, from.c_str(), to_at, name.c_str(), 0) != 0) {
    return failed(errno, "rename", both(*this, from, to, name));
  }
  return remove_file(from);
}

Result<void> DirectoryHandle::rename_exchange(const std::string& from, const DirectoryHandle& to,
                                              const std::string& name) const {
  if (auto good = check_names(*this, from, to, name); !good) {
    return good;
  }
  if (renameat2(descriptor(m_handle), from.c_str(), descriptor(to.m_handle), name.c_str(),
                RENAME_EXCHANGE) == 0) {
    return {};
  }
  const int number = flag_is_unsupported(errno) ? ENOSYS : errno;
  return failed(number, "exchange", both(*this, from, to, name));
}

Result<void> DirectoryHandle::rename_over(const std::string& from, const DirectoryHandle& to,
                                          const std::string& name) const {
  if (auto good = check_names(*this, from, to, name); !good) {
    return good;
  }
  if (::renameat(descriptor(m_handle), from.c_str(), descriptor(to.m_handle), name.c_str()) != 0) {
    return failed(errno, "rename", both(*this, from, to, name));
  }
  return {};
}

Result<void> DirectoryHandle::remove_file(const std::string& name) const {
  if (auto good = check_name(m_path, name); !good) {
    return good;
  }
  if (::unlinkat(descriptor(m_handle), name.c_str(), 0) != 0) {
    return failed(errno, "remove", path_of(name));
  }
  return {};
}

}  // namespace trustctl
