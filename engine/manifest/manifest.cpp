#include "engine/manifest/manifest.hpp"

#include <algorithm>

namespace trustctl {

RuleLevels Policy::levels_of(RuleId id) const {
  const auto named = levels.find(id);
  return named != levels.end() ? named->second : rule(id).levels;
}

bool concerns(const std::optional<std::vector<Declared<std::string>>>& targets,
              const std::string& target) {
  return !targets.has_value() ||
         std::any_of(targets->begin(), targets->end(),
                     [&target](const auto& name) { return name.value == target; });
}

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.find_last_of("/\\");
  if (slash == std::string::npos) {
    return ".";
  }
  return slash == 0 ? file.substr(0, 1) : file.substr(0, slash);
}

}  // namespace trustctl
