#include "engine/model/capabilities.hpp"

#include <algorithm>
#include <iterator>

namespace trustctl {

const StoreRule* Capabilities::rule_for(const StoreName& store) const {
  if (const auto found = stores.find(store); found != stores.end()) {
    return &found->second;
  }
  return other_stores.has_value() ? &*other_stores : nullptr;
}

namespace {

std::set<Oid> intersection(const std::set<Oid>& a, const std::set<Oid>& b) {
  std::set<Oid> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(both, both.end()));
  return both;
}

}  // namespace

Properties held_by(const StoreRule& rule, Properties properties) {
  const auto holds = [&rule](Field field) { return rule.holds.contains(field); };
  if (!holds(Field::friendly_name)) {
    properties.friendly_name.reset();
  }
  if (!holds(Field::description)) {
    properties.description.reset();
  }
  if (!holds(Field::owners)) {
    properties.owners.clear();
  }
  if (!holds(Field::purposes)) {
    properties.purposes.reset();
  } else if (properties.purposes.has_value() && rule.purposes.has_value()) {
    properties.purposes = intersection(*properties.purposes, *rule.purposes);
  }
  return properties;
}

}  // namespace trustctl
