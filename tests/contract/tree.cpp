#include "tests/contract/tree.hpp"

#include <sys/stat.h>

#include <set>
#include <sstream>

namespace trustctl::contract {

std::string tree(const std::filesystem::path& folder) {
  std::set<std::string> lines;
  for (const auto& item : std::filesystem::recursive_directory_iterator(folder)) {
    struct stat found = {};
    lstat(item.path().c_str(), &found);
    std::ostringstream line;
    line << item.path().string() << ' ' << found.st_ino << ' ' << found.st_mode << ' '
         << found.st_size << ' ' << found.st_mtim.tv_sec << '.' << found.st_mtim.tv_nsec;
    lines.insert(line.str());
  }
  std::string text;
  for (const std::string& line : lines) {
    text += line + '\n';
  }
  return text;
}

}  // namespace trustctl::contract
