#include "engine/platform/real_path.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "engine/platform/posix/acting_user.hpp"
#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

struct Free {
  void operator()(char* text) const { std::free(text); }
};

// Empty, with errno set, where it cannot be resolved.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, Free> real(::realpath(path.c_str(), nullptr));
  return real == nullptr ? std::string() : std::string(real.get());
}

RealPath split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) {
    return {".", path};
  }
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace

Result<RealPath> real_path_of_file(const std::string& path) {
  const RealPath written = split(path);
  if (auto good = posix::check_name(written.folder, written.name); !good) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "'" + path + "' is a directory or nothing, not a file"});
  }
  if (const std::string whole = resolved(path); !whole.empty()) {
    return split(whole);
  }
  if (errno != ENOENT) {
    return posix::failed(errno, "open", path);
  }
  struct stat found = {};
  if (lstat(path.c_str(), &found) == 0) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot open " + path + ": it is a link that points to nothing"});
  }
  const std::string folder = resolved(written.folder);
  if (folder.empty()) {
    return posix::failed(errno, "open", written.folder);
  }
  return RealPath{folder, written.name};
}

Result<void> refuse_planted_link(const std::string& path) {
  struct stat link = {};
  struct stat folder = {};
  if (lstat(path.c_str(), &link) != 0 || !S_ISLNK(link.st_mode) ||
      stat(split(path).folder.c_str(), &folder) != 0) {
    return {};
  }
  const bool open_to_all = (folder.st_mode & S_ISVTX) != 0 && (folder.st_mode & S_IWOTH) != 0;
  if (open_to_all && link.st_uid != posix::acting_user() && link.st_uid != folder.st_uid) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                "refusing to write through " + path + ": it is a link of user " +
                                    std::to_string(link.st_uid) +
                                    " in a folder where everybody may put one; name the file "
                                    "itself, or another place"});
  }
  return {};
}

bool is_absolute_path(std::string_view path) { return path.starts_with('/'); }

}  // namespace trustctl
