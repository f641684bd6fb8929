#include "engine/apply/staleness.hpp"

#include <set>
#include <string>

#include "engine/apply/settled.hpp"

namespace trustctl {

namespace {

Error stale(const std::string& what) {
  return {ErrorCode::stale, what + "; the target has moved, so plan again"};
}

std::string named(const Certificate& certificate, const StoreName& store) {
  return certificate.label() + " (" + certificate.fingerprint().hex() + ") in " + store.text();
}

}  // namespace

Selection stores_of(const Plan& plan) {
  std::set<StoreName> stores;
  for (const PlannedChange& planned : plan.changes) {
    stores.insert(store_of(planned.change));
  }
  for (const Reliance& reliance : plan.relied_on) {
    stores.insert(reliance.store);
  }
  return {stores};
}

Result<const StoreContents*> readable(const TargetState& state, const StoreName& store) {
  static const StoreContents empty;
  const auto found = state.find(store);
  if (found == state.end()) {
    return &empty;
  }
  if (!found->second) {
    return tl::unexpected(found->second.error());
  }
  return &*found->second;
}

std::optional<Error> why_stale(const Plan& plan, const TargetState& state) {
  for (const PlannedChange& planned : plan.changes) {
    const StoreName& store = store_of(planned.change);
    const auto contents = readable(state, store);
    if (!contents) {
      return contents.error();
    }
    if (standpoint(planned.change, **contents) == Standpoint::neither) {
      return stale(named(certificate_of(planned.change), store) + " is not as the plan saw it");
    }
  }
  for (const Reliance& reliance : plan.relied_on) {
    const auto contents = readable(state, reliance.store);
    if (!contents) {
      return contents.error();
    }
    const Entry* entry = (*contents)->find(reliance.certificate, Origin::local);
    if (entry == nullptr || entry->properties().purposes != reliance.purposes) {
      return stale(reliance.certificate.hex() + " in " + reliance.store.text() +
                   ", which the plan relied on, " +
                   (entry != nullptr             ? "has other purposes"
                    : (*contents)->is_complete() ? "is gone"
                                                 : "was not found, and not all could be read"));
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
