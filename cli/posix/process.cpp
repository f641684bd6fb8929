#include "cli/process.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

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

// The first field of the line of passwd(5) whose third is `number`.
std::uint32_t all_but_umask(mode_t mode) {
  constexpr mode_t nobody_else = 077;
  const mode_t mask = ::umask(nobody_else);  // there is no way to ask but to set it
  ::umask(mask);
  return mode & ~mask;
}

std::optional<std::string> name_in_passwd(std::string_view passwd, std::string_view number) {
  while (!passwd.empty()) {
    const std::string_view line = passwd.substr(0, passwd.find('\n'));
    const std::size_t name_end = line.find(':');
    const std::size_t password_end = line.find(':', name_end + 1);
    if (password_end != std::string_view::npos && name_end != std::string_view::npos &&
        line.substr(password_end + 1).starts_with(std::string(number) + ':')) {
      return std::string(line.substr(0, name_end));
    }
    passwd.remove_prefix(std::min(line.size() + 1, passwd.size()));
  }
  return std::nullopt;
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

std::optional<std::string> host_name() {
  utsname system{};
  return uname(&system) == 0 ? std::optional<std::string>(system.nodename) : std::nullopt;
}

// From /etc/passwd itself: getpwuid() loads what nsswitch.conf names into this process. Who is not
// there (of LDAP, of sssd) is called by number.
std::optional<std::string> user_name() {
  constexpr std::size_t limit = std::size_t{16} * 1024 * 1024;
  const std::string number = std::to_string(geteuid());
  const auto file = read_regular_file("/etc/passwd", limit);
  return file ? name_in_passwd(as_text(*file), number).value_or("uid " + number) : "uid " + number;
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
