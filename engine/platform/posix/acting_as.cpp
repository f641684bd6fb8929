#include "engine/platform/acting_as.hpp"

#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

#include "engine/platform/posix/accounts.hpp"
#include "engine/platform/posix/acting_user.hpp"
#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

// What glibc's getgroups and setgroups do for all threads at once, for this one alone.
std::vector<std::uint32_t> groups() {
  const long count = ::syscall(SYS_getgroups, 0, nullptr);
  std::vector<std::uint32_t> all(count > 0 ? static_cast<std::size_t>(count) : 0);
  if (!all.empty() && ::syscall(SYS_getgroups, all.size(), all.data()) != count) {
    all.clear();
  }
  return all;
}

bool set_groups(const std::vector<std::uint32_t>& all) {
  return ::syscall(SYS_setgroups, all.size(), all.data()) == 0;
}

}  // namespace

// It gives the number that was, and changes nothing for a number that is none.
std::uint32_t posix::acting_user() {
  return static_cast<std::uint32_t>(::setfsuid(static_cast<uid_t>(-1)));
}

Result<ActingAs> ActingAs::user(const FileOwner& owner, const std::string& folder) {
  ActingAs acting;
  if (geteuid() != posix::root_user || owner.user == posix::root_user ||
      posix::acting_user() != posix::root_user) {
    return acting;
  }
  std::vector<std::uint32_t> before = groups();
  if (set_groups({})) {
    acting.m_groups = std::move(before);
    ::setfsgid(owner.group);
    ::setfsuid(owner.user);
  }
  if (posix::acting_user() != owner.user) {
    return tl::unexpected(
        Error{ErrorCode::access_denied, "cannot write to " + folder + " as user " +
                                            std::to_string(owner.user) +
                                            ", to whom it belongs; run trustctl as that user"});
  }
  return acting;
}

ActingAs::~ActingAs() {
  if (m_groups) {
    ::setfsuid(posix::root_user);
    ::setfsgid(getegid());
    static_cast<void>(set_groups(*m_groups));
  }
}

Result<ActingAs> ActingAs::owner_of(const DirectoryHandle& folder) {
  const auto status = folder.status();
  return status ? user(status->owner, folder.path()) : tl::unexpected(status.error());
}

Result<ActingAs> ActingAs::owner_of(const std::string& folder) {
  std::string path = folder;
  struct stat found = {};
  while (::stat(path.c_str(), &found) != 0) {
    const bool may_be_above = path != "." && path != "/" && (errno == ENOENT || errno == ENOTDIR);
    if (!may_be_above) {
      return posix::failed(errno, "open", folder);
    }
    while (path.size() > 1 && path.ends_with('/')) {
      path.pop_back();
    }
    const std::size_t slash = path.find_last_of('/');
    path = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  }
  return user({found.st_uid, found.st_gid}, path);
}

Result<OwnersFolder> open_as_owner(const std::string& place,
                                   const std::function<Result<DirectoryHandle>()>& open) {
  std::uint32_t owner = posix::root_user;
  std::optional<Error> denied;
  {
    auto acting = ActingAs::owner_of(place);
    if (!acting) {
      return tl::unexpected(acting.error());
    }
    auto folder = open();
    if (folder && acting->is_another()) {
      return OwnersFolder{std::move(*acting), std::move(*folder)};
    }
    if (!folder && (!acting->is_another() || folder.error().code != ErrorCode::access_denied)) {
      return tl::unexpected(folder.error());
    }
    if (!folder) {
      owner = posix::acting_user();
      denied = folder.error();
    }
  }
  auto folder = open();
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  auto acting = ActingAs::owner_of(*folder);
  if (!acting) {
    return tl::unexpected(acting.error());
  }
  if (denied && posix::acting_user() != owner) {
    return tl::unexpected(*denied);
  }
  return OwnersFolder{std::move(*acting), std::move(*folder)};
}

}  // namespace trustctl
