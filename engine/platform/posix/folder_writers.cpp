#include "engine/platform/folder_writers.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include "engine/platform/posix/accounts.hpp"
#include "engine/platform/posix/places.hpp"

namespace trustctl {

namespace {

// Root may anyway, and whoever the folder belongs to: root writes there as that user.
std::set<std::string> trusted_beside(const FileOwner& owner) {
  std::set<std::string> trusted = {posix::user_id(posix::root_user),
                                   posix::group_id(posix::root_user), posix::user_id(owner.user)};
  if (posix::is_private_group(owner.group, owner.user)) {
    trusted.insert(posix::group_id(owner.group));
  }
  return trusted;
}

Error several(const Stranger& stranger, const FileOwner& owner) {
  const std::string who = posix::name_of_account(stranger.who);
  const std::string& path = stranger.path;
  if (stranger.right == Right::own) {
    return {ErrorCode::access_denied, who + " owns " + path +
                                          " and may put something else there; run 'chown " +
                                          std::to_string(owner.user) + ' ' + path + "'"};
  }
  const std::string may =
      stranger.right == Right::write ? " may write to " : " may exchange what is in ";
  return {ErrorCode::access_denied, who + may + path + "; run 'chmod go-w " + path + "'"};
}

std::optional<Error> first_stranger(const Result<std::vector<PlaceRights>>& places,
                                    const FileOwner& owner) {
  const auto found = places ? strangers(*places, trusted_beside(owner)) : std::vector<Stranger>();
  return found.empty() ? std::nullopt : std::optional(several(found.front(), owner));
}

std::optional<Error> judged(const DirectoryHandle& folder, PlaceKind kind, const FileOwner& owner) {
  return first_stranger(posix::places_of(folder.handle(), folder.path(), kind), owner);
}

// In which a new one would be made.
Result<DirectoryHandle> nearest_folder(const std::string& path) {
  std::error_code failed;
  auto above = std::filesystem::absolute(path, failed).lexically_normal();
  struct stat found = {};
  while (above.has_relative_path() && ::stat(above.c_str(), &found) != 0) {
    above = above.parent_path();
  }
  return DirectoryHandle::open((above / ".").string());  // which may be a link
}

}  // namespace

std::optional<Error> written_by_several(const DirectoryHandle& folder) {
  const auto status =
      geteuid() == posix::root_user ? folder.status() : Result<FileStatus>(FileStatus{});
  return geteuid() == posix::root_user && status ? judged(folder, PlaceKind::file, status->owner)
                                                 : std::nullopt;
}

std::optional<Error> new_folder_written_by_several(const std::string& path) {
  if (geteuid() != posix::root_user) {
    return std::nullopt;
  }
  const auto nearest = nearest_folder(path);
  const auto status = nearest ? nearest->status() : tl::unexpected(nearest.error());
  return status ? judged(*nearest, PlaceKind::folder, status->owner) : std::nullopt;
}

std::optional<Error> written_by_several(const DirectoryHandle& folder, const FileOwner& owner) {
  return geteuid() == posix::root_user
             ? first_stranger(posix::place_of(folder.handle(), folder.path(), PlaceKind::file),
                              owner)
             : std::nullopt;
}

std::optional<Error> written_by_several(const DirectoryHandle& folder, const std::string& file) {
  if (auto error = written_by_several(folder)) {
    return error;
  }
  const auto status = geteuid() == posix::root_user
                          ? folder.status(file)
                          : Result<std::optional<FileStatus>>(std::nullopt);
  if (!status || !*status || ((*status)->mode & (S_IWGRP | S_IWOTH)) == 0) {
    return std::nullopt;
  }
  return first_stranger(posix::place_of(folder.path_of(file), PlaceKind::file), (*status)->owner);
}

}  // namespace trustctl
