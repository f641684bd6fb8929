#include "engine/verify/held_issuers.hpp"

#include <map>
#include <string>

#include "engine/chains/name_comparison.hpp"

namespace trustctl {

std::vector<std::optional<StoreName>> held_issuers(std::span<const Bytes> names,
                                                   const TargetState& stores) {
  std::map<std::string, StoreName> by_subject;
  for (const std::string_view name : {"Root", "AuthRoot", "CA"}) {
    const auto found = stores.find(*StoreName::parse(name));
    if (found == stores.end() || !found->second.has_value()) {
      continue;
    }
    for (const Entry& entry : found->second->entries()) {
      by_subject.emplace(comparable_name(entry.certificate.subject()), found->first);
    }
  }
  std::vector<std::optional<StoreName>> held;
  for (const Bytes& name : names) {
    const auto found = by_subject.find(comparable_name(name));
    held.push_back(found == by_subject.end() ? std::nullopt : std::optional(found->second));
  }
  return held;
}

}  // namespace trustctl
