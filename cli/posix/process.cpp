#include "cli/process.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "engine/platform/posix/accounts.hpp"
#include "engine/platform/read_file.hpp"

namespace trustctl {

namespace {

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

std::uint32_t all_but_umask(mode_t mode) {
  constexpr mode_t nobody_else = 077;
  const mode_t mask = ::umask(nobody_else);  // there is no way to ask but to set it
  ::umask(mask);
  return mode & ~mask;
}

}  // namespace

std::uint32_t mode_of_new_files() { return all_but_umask(0666); }
std::uint32_t mode_of_new_folders() { return all_but_umask(0777); }

void hold_on_to_memory() {
#ifdef __GLIBC__
  constexpr int mebi = 1 << 20;
  mallopt(M_TOP_PAD, mebi / 2);
  mallopt(M_TRIM_THRESHOLD, 64 * mebi);
  mallopt(M_MMAP_THRESHOLD, 16 * mebi);
#endif
}

bool shells_expand_patterns() { return true; }

std::optional<std::string> host_name() {
  utsname system{};
  return uname(&system) == 0 ? std::optional<std::string>(system.nodename) : std::nullopt;
}

std::optional<std::string> user_name() {
  return posix::name_of_user(geteuid()).value_or("uid " + std::to_string(geteuid()));
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
