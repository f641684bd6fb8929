#include "cli/process.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "engine/platform/read_file.hpp"

namespace trustctl {

namespace {

// The user who called sudo, which says so by number in SUDO_UID.
bool is_invoker(uid_t user) {
  const char* invoker = std::getenv("SUDO_UID");
  return invoker != nullptr && std::to_string(user) == invoker;
}

// A value of os-release(5): quoted or not.
std::string unquoted(std::string_view value) {
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'')) {
    value = value.substr(1, value.size() - 2);
  }
  return std::string(value);
}

std::optional<std::string> pretty_name(std::string_view os_release) {
  constexpr std::string_view key = "PRETTY_NAME=";
  while (!os_release.empty()) {
    const std::string_view line = os_release.substr(0, os_release.find('\n'));
    if (line.starts_with(key)) {
      return unquoted(line.substr(key.size()));
    }
    os_release.remove_prefix(std::min(line.size() + 1, os_release.size()));
  }
  return std::nullopt;
}

}  // namespace

void survive_broken_pipes() { std::signal(SIGPIPE, SIG_IGN); }

void hold_on_to_memory() {
#ifdef __GLIBC__
  constexpr int mebi = 1 << 20;
  mallopt(M_TOP_PAD, mebi / 2);
  mallopt(M_TRIM_THRESHOLD, 64 * mebi);
  mallopt(M_MMAP_THRESHOLD, 16 * mebi);
#endif
}

Result<void> only_ours_to_write(const std::string& path) {
  struct stat status {};
  if (geteuid() != 0 || stat(path.c_str(), &status) != 0) {
    return {};
  }
  if ((status.st_mode & S_IWOTH) != 0) {
    return tl::unexpected(Error{ErrorCode::access_denied,
                                "others may write to " + path +
                                    ", and root would apply what they declare; run 'chmod o-w " +
                                    path + "' once you have read it"});
  }
  if (status.st_uid != 0 && !is_invoker(status.st_uid)) {
    return tl::unexpected(
        Error{ErrorCode::access_denied,
              path + " belongs to user " + std::to_string(status.st_uid) +
                  ", and root would apply what that user declares; run 'chown root " + path +
                  "' and 'chmod go-w " + path + "' once you have read it"});
  }
  return {};
}

std::optional<std::string> host_name() {
  utsname system{};
  return uname(&system) == 0 ? std::optional<std::string>(system.nodename) : std::nullopt;
}

std::optional<std::string> operating_system() {
  constexpr std::size_t limit = std::size_t{64} * 1024;
  if (const auto file = read_regular_file("/etc/os-release", limit)) {
    if (auto name = pretty_name(as_text(*file))) {
      return name;
    }
  }
  utsname system{};
  return uname(&system) == 0 ? std::optional(std::string(system.sysname) + ' ' + system.release)
                             : std::nullopt;
}

}  // namespace trustctl
