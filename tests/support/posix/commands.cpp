#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "tests/support/support.hpp"

namespace trustctl::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string pattern =
      (fs::temp_directory_path() / "trustctl-test-").string() + std::string(6, 'X');
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("cannot create " + pattern);
  }
  m_path = pattern;
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
