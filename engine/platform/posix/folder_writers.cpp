#include "engine/platform/folder_writers.hpp"

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

constexpr std::uint32_t root = 0;

Error several(const std::string& who, const std::string& folder, const std::string& cure) {
  return {ErrorCode::access_denied, who + folder + "; " + cure};
}

// With an access control list the group's bits are the most that anybody in it has.
bool has_access_list(const std::string& path) {
  return ::getxattr(path.c_str(), "system.posix_acl_access", nullptr, 0) > 0;
}

// Who beside its owner may write in a folder; empty: nobody.
std::string other_writers(const std::string& path, const FileStatus& status) {
  if ((status.mode & S_IWOTH) != 0) {
    return "everybody";
  }
  if ((status.mode & S_IWGRP) == 0) {
    return "";
  }
  const bool owners_own = status.owner.group == root || status.owner.group == status.owner.user;
  if (!owners_own) {
    return "group " + std::to_string(status.owner.group);
  }
  return has_access_list(path) ? "whom its access control list names" : "";
}

std::optional<Error> others_in(const std::string& path, const FileStatus& status) {
  const std::string who = other_writers(path, status);
  if (who.empty()) {
    return std::nullopt;
  }
  return several(
      who + " may write to ", path,
      who.starts_with("whom") ? "run 'setfacl -b " + path + "'" : "run 'chmod go-w " + path + "'");
}

// Who may put another folder in the place of `below`, which is in this one.
std::optional<Error> exchanged_from(const std::string& above, const std::string& below,
                                    const FileOwner& owner) {
  struct stat found = {};
  if (::stat(above.c_str(), &found) != 0) {
    return std::nullopt;  // nobody reaches it through here then
  }
  if (found.st_uid != root && found.st_uid != owner.user) {
    return several(
        "user " + std::to_string(found.st_uid) + ", to whom " + above + " belongs, may exchange ",
        below, "run 'chown " + std::to_string(owner.user) + ' ' + above + "'");
  }
  const FileStatus status{
      .kind = FileKind::directory, .mode = found.st_mode, .owner = {found.st_uid, found.st_gid}};
  const std::string who = other_writers(above, status);
  if (who.empty() || (found.st_mode & S_ISVTX) != 0) {
    return std::nullopt;
  }
  return several(who + " may exchange ", below, "run 'chmod go-w " + above + "'");
}

std::optional<Error> exchanged_above(std::filesystem::path path, const FileOwner& owner) {
  while (path.has_relative_path()) {
    const std::filesystem::path above = path.parent_path();
    if (auto error = exchanged_from(above.string(), path.string(), owner)) {
      return error;
    }
    path = above;
  }
  return std::nullopt;
}

// A link on the way leads on from another place: the way as it is written counts, and the real one.
std::optional<Error> exchanged_on_the_way(const std::string& path, const FileOwner& owner) {
  std::error_code failed;
  const auto written = std::filesystem::absolute(path, failed).lexically_normal();
  if (auto error = exchanged_above(written, owner)) {
    return error;
  }
  const auto real = std::filesystem::weakly_canonical(written, failed);
  return failed || real == written ? std::nullopt : exchanged_above(real, owner);
}

// Of the folder in which a new one would be made.
FileOwner owner_of_nearest(const std::string& path) {
  std::error_code failed;
  auto above = std::filesystem::absolute(path, failed).lexically_normal();
  struct stat found = {};
  while (above.has_relative_path() && ::stat(above.c_str(), &found) != 0) {
    above = above.parent_path();
  }
  return {found.st_uid, found.st_gid};
}

}  // namespace

std::optional<Error> written_by_several(const DirectoryHandle& folder) {
  const auto status = geteuid() == root ? folder.status() : Result<FileStatus>(FileStatus{});
  if (geteuid() != root || !status) {
    return std::nullopt;
  }
  auto error = others_in(folder.path(), *status);
  return error ? error : exchanged_on_the_way(folder.path(), status->owner);
}

std::optional<Error> new_folder_written_by_several(const std::string& path) {
  return geteuid() == root ? exchanged_on_the_way(path, owner_of_nearest(path)) : std::nullopt;
}

std::optional<Error> written_by_several(const DirectoryHandle& folder, const FileOwner& owner) {
  const auto status = geteuid() == root ? folder.status() : Result<FileStatus>(FileStatus{});
  if (geteuid() != root || !status) {
    return std::nullopt;
  }
  if (status->owner.user != owner.user) {
    return several("user " + std::to_string(status->owner.user) + ", and not user " +
                       std::to_string(owner.user) + " alone, may write to ",
                   folder.path(),
                   "run 'chown " + std::to_string(owner.user) + ' ' + folder.path() + "'");
  }
  return others_in(folder.path(), *status);
}

std::optional<Error> written_by_several(const DirectoryHandle& folder, const std::string& file) {
  if (auto error = written_by_several(folder)) {
    return error;
  }
  const auto status =
      geteuid() == root ? folder.status(file) : Result<std::optional<FileStatus>>(std::nullopt);
  return status && *status ? others_in(folder.path_of(file), **status) : std::nullopt;
}

}  // namespace trustctl
