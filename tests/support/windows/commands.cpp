// Commands of /bin/sh from a Windows program under Wine, which starts programs of the host as well.
// Wine tells neither when such a program ends nor how, so the shell writes that down.
#include <windows.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "tests/support/support.hpp"

namespace trustctl::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* host_root = "Z:/";  // where Wine shows the host's file system

// Paths of this side in the host's words: Z:\tmp\a is /tmp/a.
std::string for_host(const std::string& command) {
  std::string text;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const bool begins_word = i == 0 || !std::isalnum(static_cast<unsigned char>(command[i - 1]));
    const bool is_path =
        begins_word && command[i] == 'Z' && command.compare(i + 1, 1, ":") == 0 &&
        (command.compare(i + 2, 1, "/") == 0 || command.compare(i + 2, 1, "\\") == 0);
    if (!is_path) {
      text += command[i];
      continue;
    }
    for (i += 2; i < command.size() &&
                 std::string_view("'\"; \n").find(command[i]) == std::string_view::npos;
         ++i) {
      text += command[i] == '\\' ? '/' : command[i];
    }
    --i;
  }
  return text;
}

void start_on_host(const fs::path& script) {
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  PROCESS_INFORMATION process = {};
  std::wstring line = L"sh " + fs::path(for_host(script.string())).wstring();
  if (CreateProcessW(L"Z:\\bin\\sh", line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr,
                     &start, &process) == 0) {
    throw std::runtime_error("cannot start the host's /bin/sh: error " +
                             std::to_string(GetLastError()));
  }
}

// Whole when it is there: the shell renames it into place.
int wait_for_code(const fs::path& file) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(10);
  while (!fs::exists(file)) {
    if (std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("a command of the host does not end");
    }
    Sleep(1);
  }
  const Bytes code = read_file(file);
  return std::stoi(std::string(as_text(code)));
}

}  // namespace

// A folder of the host's, where its programs find it too: session.py names one that only we may
// change, which Wine cannot see of the sticky /tmp.
TemporaryFolder::TemporaryFolder() {
  static unsigned number = 0;
  const char* named = std::getenv("TMPDIR");
  const fs::path base =
      fs::exists(host_root)
          ? fs::path(host_root + std::string(named == nullptr ? "tmp" : named + 1))
          : fs::temp_directory_path();
  do {
    m_path = base / ("trustctl-test-" + std::to_string(GetCurrentProcessId()) + '-' +
                     std::to_string(GetTickCount64()) + '-' + std::to_string(++number));
  } while (!fs::create_directory(m_path));
}

RunResult run(const std::string& command) {
  const TemporaryFolder folder;
  const std::string place = for_host(folder.path().string());
  const std::string out = place + "/out";
  const std::string err = place + "/err";
  const std::string code = place + "/code";
  write_file(folder.path() / "script", "( " + for_host(command) + "\n) >" + out + " 2>" + err +
                                           "\necho $? >" + code + ".new\nmv " + code + ".new " +
                                           code + '\n');
  start_on_host(folder.path() / "script");
  const int exit_code = wait_for_code(folder.path() / "code");
  const auto text = [&](const char* name) {
    const Bytes bytes = read_file(folder.path() / name);
    return std::string(as_text(bytes));
  };
  return {exit_code, text("out"), text("err")};
}

}  // namespace trustctl::test
