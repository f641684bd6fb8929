#include "tests/model/corpus.hpp"

#include <algorithm>
#include <set>

#include "tests/model/openssl_facts.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

namespace fs = std::filesystem;

std::vector<fs::path> certificate_files(const fs::path& root) {
  const std::set<std::string> endings = {".pem", ".der", ".crt", ".cer"};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && endings.contains(entry.path().extension().string())) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Certificate> read_all(const fs::path& file) {
  std::vector<Certificate> all;
  for (const Bytes& bytes : certificates_of(read_file(file))) {
    all.push_back(Certificate::from_bytes(bytes));
  }
  return all;
}

}  // namespace trustctl::test
