#include "engine/plan/plan.hpp"

#include <algorithm>

namespace trustctl {

std::string_view to_string(Drift drift) {
  switch (drift) {
    case Drift::missing:
      return "missing";
    case Drift::unexpected:
      return "unexpected";
    case Drift::misplaced:
      return "misplaced";
    case Drift::different:
      return "different";
  }
  return "unknown";
}

bool Plan::in_sync() const { return !has_work() && count_unmet(findings) == 0; }

bool Plan::blocked() const {
  return !unreadable.empty() || std::any_of(findings.begin(), findings.end(), stands_in_the_way);
}

}  // namespace trustctl
