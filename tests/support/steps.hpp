#pragma once

#include <set>
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

/// What a journal would hold of the entry that a change touches: the images that the session's read
/// gives; empty where there is no such local entry.
inline Result<std::vector<Image>> images_of(const Session& session, const Change& change) {
  const Selection::Key key(store_of(change), certificate_of(change).fingerprint());
  const auto state = session.read({.stores = std::set{key.first}, .images = {key}});
  if (!state) {
    return tl::unexpected(state.error());
  }
  const auto store = state->find(key.first);
  if (store == state->end()) {
    return std::vector<Image>();
  }
  if (!store->second) {
    return tl::unexpected(store->second.error());
  }
  const Entry* entry = store->second->find(key.second, Origin::local);
  return entry == nullptr ? std::vector<Image>() : entry->images();
}

}  // namespace trustctl::test
