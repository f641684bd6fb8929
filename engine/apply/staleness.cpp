#include "engine/apply/staleness.hpp"

#include <set>
#include <string>

namespace trustctl {

namespace {

Standpoint compare(const Add& add, const Entry* entry) {
  if (entry == nullptr) {
    return Standpoint::before;
  }
  return entry->properties == add.after ? Standpoint::after : Standpoint::neither;
}

Standpoint compare(const Update& update, const Entry* entry) {
  if (entry == nullptr) {
    return Standpoint::neither;
  }
  if (entry->properties == update.after) {
    return Standpoint::after;
  }
  return entry->properties == update.before ? Standpoint::before : Standpoint::neither;
}

Standpoint compare(const Remove& remove, const Entry* entry) {
  if (entry == nullptr) {
    return Standpoint::after;
  }
  return entry->properties == remove.before ? Standpoint::before : Standpoint::neither;
}

Error stale(const std::string& what) {
  return {ErrorCode::stale, what + "; the target has moved, so plan again"};
}

std::string named(const Certificate& certificate, const StoreName& store) {
  return certificate.label() + " (" + certificate.fingerprint().hex() + ") in " + store.text();
}

}  // namespace

Standpoint standpoint(const Change& change, const StoreContents& contents) {
  const Fingerprint& fingerprint = certificate_of(change).fingerprint();
  const Entry* entry = contents.find(fingerprint, Origin::local);
  if (entry == nullptr && !std::holds_alternative<Remove>(change)) {
    const Entry* vendor = contents.find(fingerprint, Origin::vendor);
    const auto done = [vendor](const auto& one) { return compare(one, vendor); };
    if (vendor != nullptr && std::visit(done, change) == Standpoint::after) {
      return Standpoint::after;
    }
  }
  return std::visit([entry](const auto& one) { return compare(one, entry); }, change);
}

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
    if (entry == nullptr || entry->properties.purposes != reliance.purposes) {
      return stale(reliance.certificate.hex() + " in " + reliance.store.text() +
                   ", which the plan relied on, " +
                   (entry == nullptr ? "is gone" : "has other purposes"));
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
