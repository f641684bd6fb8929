#include "engine/platform/posix/terminal_person.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "engine/platform/posix/proc_file.hpp"

namespace trustctl::posix {

namespace {

template <class Number>
std::optional<Number> leading_number(std::string_view text) {
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<uid_t> login_user() {
  constexpr uid_t unset = 4'294'967'295;
  const auto user = leading_number<uid_t>(read_proc("/proc/self/loginuid"));
  return user == unset ? std::nullopt : user;
}

// proc(5), stat: "PID (COMMAND) STATE PPID PGRP SESSION TTY_NR …", the command with what signs it
// likes; 0 where there is no terminal.
dev_t controlling_terminal() {
  const std::string text = read_proc("/proc/self/stat");
  const std::size_t command_end = text.rfind(')');
  if (command_end == std::string::npos) {
    return 0;
  }
  std::string_view rest = std::string_view(text).substr(command_end + 1);
  for (int fields = 0; fields < 5; ++fields) {
    const std::size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) {
      return 0;
    }
    rest.remove_prefix(blank + 1);
  }
  const auto number = leading_number<unsigned>(rest).value_or(0);
  // Bits 31 to 20 and 7 to 0 are the minor number, 15 to 8 the major one.
  return makedev((number >> 8) & 0xff, (number & 0xff) | ((number >> 12) & 0xfff00));
}

// Where the kernel's list of devices (admin-guide/devices.txt) has a terminal.
std::string path_of_terminal(dev_t terminal) {
  constexpr unsigned consoles = 4;
  constexpr unsigned first_serial = 64;
  constexpr unsigned first_pseudo = 136;
  constexpr unsigned last_pseudo = 143;
  const unsigned kind = major(terminal);
  const unsigned number = minor(terminal);
  if (kind >= first_pseudo && kind <= last_pseudo) {
    return "/dev/pts/" + std::to_string((kind - first_pseudo) * 256 + number);
  }
  if (kind == consoles) {
    return number < first_serial ? "/dev/tty" + std::to_string(number)
                                 : "/dev/ttyS" + std::to_string(number - first_serial);
  }
  return {};
}

std::optional<uid_t> terminal_owner() {
  const dev_t terminal = controlling_terminal();
  const std::string path = path_of_terminal(terminal);
  struct stat status = {};
  const bool found = !path.empty() && stat(path.c_str(), &status) == 0 && S_ISCHR(status.st_mode) &&
                     status.st_rdev == terminal;
  return found ? std::optional(status.st_uid) : std::nullopt;
}

}  // namespace

std::set<uid_t> people_at_terminal() {
  std::set<uid_t> people;
  for (const auto& person : {login_user(), terminal_owner()}) {
    if (person.has_value()) {
      people.insert(*person);
    }
  }
  return people;
}

}  // namespace trustctl::posix
