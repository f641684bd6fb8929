#include "engine/platform/posix/places.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include "engine/platform/posix/accounts.hpp"
#include "engine/platform/posix/calls.hpp"
#include "engine/platform/real_path.hpp"

namespace trustctl::posix {

namespace {

// One entry of a POSIX access control list as the kernel stores it: a version (4 bytes), then
// entries of tag, permissions (2 bytes each) and number (4 bytes), little-endian as every machine
// that we build for.
struct AclEntry {
  std::uint16_t tag;
  std::uint16_t permissions;
  std::uint32_t number;
};
constexpr std::uint16_t tag_user = 0x02;
constexpr std::uint16_t tag_owning_group = 0x04;
constexpr std::uint16_t tag_group = 0x08;
constexpr std::uint16_t may_write = 2;

// Empty where there is no list beside the mode.
std::vector<AclEntry> acl_of(const std::function<ssize_t(void*, std::size_t)>& read) {
  constexpr std::size_t version_size = 4;
  Bytes bytes(std::size_t{64} * 1024);  // the most that an attribute holds
  const ssize_t size = read(bytes.data(), bytes.size());
  std::vector<AclEntry> entries;
  for (std::size_t at = version_size;
       size > 0 && at + sizeof(AclEntry) <= static_cast<std::size_t>(size);
       at += sizeof(AclEntry)) {
    AclEntry entry;
    std::memcpy(&entry, bytes.data() + at, sizeof entry);
    entries.push_back(entry);
  }
  return entries;
}

// Who may write beside the owner. With a list, the mode's bits for the group are the list's mask.
std::vector<std::string> writers_of(const struct stat& status,
                                    const std::vector<AclEntry>& entries) {
  std::vector<std::string> writers;
  const bool masked = (status.st_mode & S_IWGRP) == 0;
  if (entries.empty() && !masked) {
    writers.push_back(group_id(status.st_gid));
  }
  for (const AclEntry& entry : entries) {
    if (masked || (entry.permissions & may_write) == 0) {
      continue;
    }
    if (entry.tag == tag_user) {
      writers.push_back(user_id(entry.number));
    } else if (entry.tag == tag_group || entry.tag == tag_owning_group) {
      writers.push_back(group_id(entry.tag == tag_group ? entry.number : status.st_gid));
    }
  }
  if ((status.st_mode & S_IWOTH) != 0) {
    writers.emplace_back(everybody_else);
  }
  return writers;
}

Medium medium_of(const struct statfs& system) {
  constexpr long fat = 0x4d44;
  constexpr long exfat = 0x2011bab0;
  constexpr long iso9660 = 0x9660;
  if (system.f_type == iso9660) {
    return Medium::read_only;
  }
  if (system.f_type == fat || system.f_type == exfat) {
    return (system.f_flags & ST_RDONLY) != 0 ? Medium::read_only : Medium::no_permissions;
  }
  return Medium::permissions;
}

std::vector<Access> access_of(const struct stat& status, const std::vector<AclEntry>& entries,
                              PlaceKind kind) {
  // In a sticky folder everybody's names are their own affair; see its owner.
  const bool sticky = (status.st_mode & S_ISVTX) != 0;
  const Right right = kind == PlaceKind::file || sticky ? Right::write : Right::exchange;
  std::vector<Access> access = {{user_id(status.st_uid), Right::own}};
  for (const std::string& writer : writers_of(status, entries)) {
    access.push_back({writer, right});
  }
  return access;
}

constexpr const char* acl_attribute = "system.posix_acl_access";

Result<PlaceRights> open_place(const FileHandle& file, const std::string& path, PlaceKind kind) {
  const int native = descriptor(file);
  struct stat status = {};
  struct statfs system = {};
  if (fstat(native, &status) != 0 || retry([&] { return fstatfs(native, &system); }) != 0) {
    return failed(errno, "look at", path);
  }
  const auto entries = acl_of([native](void* bytes, std::size_t size) {
    return fgetxattr(native, acl_attribute, bytes, size);
  });
  return PlaceRights{kind, path, medium_of(system), access_of(status, entries, kind)};
}

Result<PlaceRights> named_place(const std::string& path, PlaceKind kind) {
  struct stat status = {};
  struct statfs system = {};
  if (stat(path.c_str(), &status) != 0 ||
      retry([&] { return statfs(path.c_str(), &system); }) != 0) {
    return failed(errno, "look at", path);
  }
  const auto entries = acl_of([&path](void* bytes, std::size_t size) {
    return getxattr(path.c_str(), acl_attribute, bytes, size);
  });
  return PlaceRights{kind, path, medium_of(system), access_of(status, entries, kind)};
}

// From the one that the file stands in up to "/", those that are not there yet.
void add_folders_above(const std::filesystem::path& file, std::vector<std::string>& folders) {
  for (auto folder = file.parent_path();; folder = folder.parent_path()) {
    if (std::find(folders.begin(), folders.end(), folder) == folders.end()) {
      folders.push_back(folder.string());
    }
    if (!folder.has_relative_path()) {
      return;
    }
  }
}

// The way as it is written counts, since a link on it leads on from another place, and the real one
// of the open file, whatever became of links meanwhile.
Result<std::vector<std::string>> folders_on_the_way(const FileHandle& file,
                                                    const std::string& path) {
  const auto open_at = real_path_of_file("/proc/self/fd/" + std::to_string(descriptor(file)));
  const auto real = open_at ? open_at : real_path_of_file(path);
  if (!real) {
    return tl::unexpected(real.error());
  }
  std::error_code failed;
  std::vector<std::string> folders;
  add_folders_above(std::filesystem::path(real->folder) / real->name, folders);
  add_folders_above(std::filesystem::absolute(path, failed).lexically_normal(), folders);
  return folders;
}

}  // namespace

Result<std::vector<PlaceRights>> place_of(const FileHandle& file, const std::string& path,
                                          PlaceKind kind) {
  return open_place(file, path, kind).map([](PlaceRights place) {
    return std::vector{std::move(place)};
  });
}

Result<std::vector<PlaceRights>> place_of(const std::string& path, PlaceKind kind) {
  return named_place(path, kind).map([](PlaceRights place) {
    return std::vector{std::move(place)};
  });
}

Result<std::vector<PlaceRights>> places_of(const FileHandle& file, const std::string& path,
                                           PlaceKind kind) {
  auto own = open_place(file, path, kind);
  if (!own) {
    return tl::unexpected(own.error());
  }
  const auto folders = folders_on_the_way(file, path);
  if (!folders) {
    return tl::unexpected(folders.error());
  }
  std::vector<PlaceRights> places = {*std::move(own)};
  for (const std::string& folder : *folders) {
    auto place = named_place(folder, folder == "/" ? PlaceKind::root_folder : PlaceKind::folder);
    if (!place) {
      return tl::unexpected(place.error());
    }
    places.push_back(*std::move(place));
  }
  return places;
}

}  // namespace trustctl::posix
