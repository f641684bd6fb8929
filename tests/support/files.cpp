// The part of the support that needs no Catch2: files and folders.
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

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a leftover in /tmp must not fail a test
  fs::remove_all(m_path, ignored);
}

}  // namespace trustctl::test
