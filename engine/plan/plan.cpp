#include "engine/plan/plan.hpp"

#include <algorithm>
#include <iterator>

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

Plan Plan::urgent_part() const {
  Plan part;
  part.target = target;
  const bool of_the_target =
      std::any_of(refusals.begin(), refusals.end(), [](const Refusal& refusal) {
        return refusal.guard != "protect" && refusal.guard != "max_removals" &&
               refusal.guard != "lineage";
      });
  if (!of_the_target) {
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(part.changes),
                 [](const PlannedChange& planned) { return planned.urgent; });
  }
  return part;
}

bool Plan::blocked() const {
  return !unreadable.empty() || std::any_of(findings.begin(), findings.end(), stands_in_the_way);
}

}  // namespace trustctl
