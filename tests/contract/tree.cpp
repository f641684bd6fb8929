#include "tests/contract/tree.hpp"

#include <sys/stat.h>

#include <set>
#include <sstream>

namespace trustctl::contract {

std::string tree(const std::filesystem::path& folder) {
  std::set<std::string> lines;
  const std::filesystem::recursive_directory_iterator all(folder);
  for (auto item = begin(all); item != end(all); ++item) {
    struct stat found = {};
    lstat(item->path().c_str(), &found);
    if (item->is_directory() && item.depth() == 0) {  // where the lock comes and goes
      found.st_mtim = {};
      found.st_size = 0;
    }
    std::ostringstream line;
    line << item->path().string() << ' ' << found.st_ino << ' ' << found.st_mode << ' '
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
