#include "engine/model/finding.hpp"

#include <algorithm>

namespace trustctl {

bool stands_in_the_way(const Finding& finding) {
  return finding.level == Level::error && !finding.observed;
}

std::size_t count_unmet(std::span<const Finding> findings) {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [](const Finding& finding) { return finding.unmet; }));
}

}  // namespace trustctl
