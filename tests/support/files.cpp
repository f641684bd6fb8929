// The part of the support that needs no Catch2: files, folders and programs.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/support/support.hpp"

namespace trustctl::test {

namespace fs = std::filesystem;

fs::path source_file(std::string_view path) { return fs::path(TRUSTCTL_SOURCE_DIR) / path; }

Bytes read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return Bytes(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

void write_file(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (fs::temp_directory_path() / "trustctl-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("cannot create " + pattern);
  }
  m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a leftover in /tmp must not fail a test
  fs::remove_all(m_path, ignored);
}

RunResult run(const std::string& command) {
  const TemporaryFolder folder;
  const std::string out = (folder.path() / "out").string();
  const std::string err = (folder.path() / "err").string();
  const int status = std::system(("( " + command + "\n) >" + out + " 2>" + err).c_str());
  const auto text = [](const std::string& path) {
    const Bytes bytes = read_file(path);
    return std::string(as_text(bytes));
  };
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, text(out), text(err)};
}

std::string untraceable() {
#ifdef TRUSTCTL_SANITIZED
  return "the sanitizers cannot be traced; the same test runs in the other builds";
#else
  static const bool works =
      run("strace -o /dev/null -e inject=getppid:error=EIO true").exit_code == 0;
  return works ? "" : "strace is missing, or may not trace here";
#endif
}

}  // namespace trustctl::test
