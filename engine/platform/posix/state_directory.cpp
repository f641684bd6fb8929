#include "engine/platform/state_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

// XDG: a path that is not absolute is to be ignored.
std::string absolute_path_in(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && value[0] == '/' ? std::string(value) : std::string();
}

}  // namespace

Result<std::string> default_state_directory(StateOwner) {
  if (geteuid() == 0) {
    return "/var/lib/trustctl";
  }
  if (const std::string state = absolute_path_in("XDG_STATE_HOME"); !state.empty()) {
    return state + "/trustctl";
  }
  if (const std::string home = absolute_path_in("HOME"); !home.empty()) {
    return home + "/.local/state/trustctl";
  }
  return tl::unexpected(Error{
      ErrorCode::not_found, "no place for the journal: HOME is not set; name one by --state-dir"});
}

Result<DirectoryHandle> open_state_directory(const std::string& path, StateOwner) {
  auto directory = DirectoryHandle::open_or_create(path, S_IRWXU);
  if (!directory) {
    return directory;
  }
  const auto status = directory->status();
  if (!status) {
    return tl::unexpected(status.error());
  }
  const std::string refused = "refusing the state directory " + path + ": ";
  if (status->owner.user != geteuid()) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                refused + "it belongs to user " +
                                    std::to_string(status->owner.user) + ", not to user " +
                                    std::to_string(geteuid()) +
                                    " who runs trustctl; give it to that user, or name another "
                                    "by --state-dir"});
  }
  if ((status->mode & (S_IWGRP | S_IWOTH)) != 0) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                refused + "others may write to it; run chmod go-w on it after "
                                          "looking at what is in it"});
  }
  return directory;
}

}  // namespace trustctl
