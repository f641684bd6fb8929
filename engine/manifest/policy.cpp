#include "engine/manifest/manifest.hpp"

namespace trustctl {

RuleLevels Policy::levels_of(RuleId id) const {
  const auto named = levels.find(id);
  return named != levels.end() ? named->second : rule(id).levels;
}

}  // namespace trustctl
