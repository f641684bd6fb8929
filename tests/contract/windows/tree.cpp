#include "tests/contract/tree.hpp"

#include <set>
#include <sstream>

namespace trustctl::contract {

namespace fs = std::filesystem;

std::string tree(const fs::path& folder) {
  std::set<std::string> lines;
  for (const auto& item : fs::recursive_directory_iterator(folder)) {
    std::ostringstream line;
    line << item.path().string() << ' '
         << (item.is_regular_file() ? std::to_string(item.file_size()) : "-") << ' '
         << fs::last_write_time(item.path()).time_since_epoch().count();
    lines.insert(line.str());
  }
  std::string text;
  for (const std::string& line : lines) {
    text += line + '\n';
  }
  return text;
}

}  // namespace trustctl::contract
