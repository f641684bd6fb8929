#include "tests/support/support.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace trustctl::test {

namespace fs = std::filesystem;

void skip(std::string_view reason) {
  const std::string name = Catch::getResultCapture().getCurrentTestName();
  std::cout << "skipped: " << name << ": " << reason << '\n';
  if (const char* list = std::getenv("TRUSTCTL_SKIPPED")) {
    std::ofstream(list, std::ios::app) << name << ": " << reason << '\n';
  }
  SUCCEED("skipped");
}

std::optional<fs::path> test_data(std::string_view below) {
  const char* named = std::getenv("TRUSTCTL_TEST_DATA");
  const fs::path root =
      named != nullptr ? fs::path(named) : fs::path(TRUSTCTL_SOURCE_DIR) / "../shared/data";
  if (!fs::exists(root / below)) {
    skip("no test data at " + (root / below).string() + " (set TRUSTCTL_TEST_DATA)");
    return std::nullopt;
  }
  return fs::canonical(root / below);
}

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

void check_golden(std::string_view name, std::string_view actual) {
  const fs::path path = source_file("tests/golden") / name;
  if (std::getenv("TRUSTCTL_ACCEPT") != nullptr) {
    write_file(path, actual);
  }
  INFO("golden file " << path.string() << " (TRUSTCTL_ACCEPT=1 rewrites it)");
  REQUIRE(fs::exists(path));
  const Bytes expected = read_file(path);
  CHECK(as_text(expected) == actual);
}

}  // namespace trustctl::test
