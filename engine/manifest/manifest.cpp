#include "engine/manifest/manifest.hpp"

namespace trustctl {

RuleLevels Policy::levels_of(RuleId id) const {
  const auto named = levels.find(id);
  return named != levels.end() ? named->second : rule(id).levels;
}

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.find_last_of("/\\");
  if (slash == std::string::npos) {
    return ".";
  }
  return slash == 0 ? file.substr(0, 1) : file.substr(0, slash);
}

}  // namespace trustctl
