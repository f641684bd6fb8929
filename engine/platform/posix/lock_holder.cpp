#include "engine/platform/posix/lock_holder.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "engine/platform/posix/calls.hpp"
#include "engine/platform/posix/proc_file.hpp"

namespace trustctl::posix {

namespace {

// A line is "1: FLOCK  ADVISORY  WRITE 4711 fd:01:1234 0 EOF"; device numbers are hexadecimal.
std::string process_of(std::string_view line, std::string_view file) {
  constexpr std::string_view kind = "WRITE ";
  const std::size_t at = line.find(kind);
  if (line.find(" FLOCK ") == std::string_view::npos || at == std::string_view::npos) {
    return {};
  }
  const std::string_view rest = line.substr(at + kind.size());
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || rest.substr(space + 1).substr(0, file.size()) != file) {
    return {};
  }
  return std::string(rest.substr(0, space));
}

std::string process_holding(std::string_view locks, std::string_view file) {
  while (!locks.empty()) {
    const std::size_t end = std::min(locks.find('\n'), locks.size() - 1);
    std::string process = process_of(locks.substr(0, end), file);
    if (!process.empty()) {
      return process;
    }
    locks.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace

std::string lock_holder(const FileHandle& handle) {
  struct stat status = {};
  if (fstat(descriptor(handle), &status) != 0) {
    return {};
  }
  std::array<char, 64> file;
  std::snprintf(file.data(), file.size(), "%02x:%02x:%llu ", major(status.st_dev),
                minor(status.st_dev), static_cast<unsigned long long>(status.st_ino));
  const std::string process = process_holding(read_proc("/proc/locks"), file.data());
  if (process.empty() || process == "0" || process.front() == '-') {  // in another container
    return {};
  }
  std::string command = read_proc("/proc/" + process + "/comm");
  if (command.ends_with('\n')) {
    command.pop_back();
  }
  return command.empty() ? "process " + process : command + " (process " + process + ')';
}

}  // namespace trustctl::posix
