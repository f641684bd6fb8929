#pragma once

#include <span>
#include <vector>

#include "engine/provider.hpp"

namespace trustctl::test {

/// Steps of changes of which no journal holds anything.
inline std::vector<Step> steps_of(std::span<const Change> changes) {
  std::vector<Step> steps;
  for (const Change& change : changes) {
    steps.push_back({change, {}});
  }
  return steps;
}

/// One session's batch that nobody stops, of which no journal holds anything.
inline std::vector<Outcome> apply_changes(Session& session, std::span<const Change> changes) {
  return session.apply(steps_of(changes), {}).outcomes;
}

}  // namespace trustctl::test
