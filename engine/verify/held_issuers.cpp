#include "engine/verify/held_issuers.hpp"

#include <map>
#include <string>

#include "engine/chains/name_comparison.hpp"

namespace trustctl {

namespace {

using Holders = std::map<std::string, StoreName>;  // by subject

void take_holders(const TargetState::Stores& stores, Holders& holders) {
  for (const StoreName& name :
       {StoreName::root(), StoreName::auth_root(), StoreName::smart_card_root(), StoreName::ca()}) {
    const auto found = stores.find(name);
    if (found == stores.end() || !found->second.has_value()) {
      continue;
    }
    for (const Entry& entry : found->second->entries()) {
      holders.emplace(comparable_name(entry.certificate.subject()), found->first);
    }
  }
}

}  // namespace

std::vector<std::optional<StoreName>> held_issuers(std::span<const Bytes> names,
                                                   const TargetState& stores) {
  Holders by_subject;
  take_holders(stores.stores, by_subject);
  if (stores.inherited.has_value()) {
    take_holders(*stores.inherited, by_subject);
  }
  std::vector<std::optional<StoreName>> held;
  for (const Bytes& name : names) {
    const auto found = by_subject.find(comparable_name(name));
    held.push_back(found == by_subject.end() ? std::nullopt : std::optional(found->second));
  }
  return held;
}

}  // namespace trustctl
