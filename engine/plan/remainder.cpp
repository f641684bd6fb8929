#include "engine/plan/remainder.hpp"

#include <algorithm>

namespace trustctl {

Remainder::Remainder(const TargetState& actual, std::span<const PlannedChange> changes)
    : m_actual(actual) {
  for (const PlannedChange& planned : changes) {
    if (std::holds_alternative<Remove>(planned.change)) {
      m_removed[store_of(planned.change)].push_back(certificate_of(planned.change).fingerprint());
    }
  }
}

bool Remainder::is_trusted(const Fingerprint& fingerprint) const {
  return std::any_of(m_actual.begin(), m_actual.end(), [&](const auto& read) {
    const auto& [store, contents] = read;
    if (store == StoreName::disallowed() || !contents.has_value()) {
      return false;
    }
    const auto entries = contents->find(fingerprint);
    const bool removed = is_removed(store, fingerprint);  // of local origin, always
    return std::any_of(entries.begin(), entries.end(), [removed](const Entry& entry) {
      return entry.origin != Origin::local || !removed;
    });
  });
}

bool Remainder::is_removed(const StoreName& store, const Fingerprint& fingerprint) const {
  const auto removed = m_removed.find(store);
  return removed != m_removed.end() &&
         std::binary_search(removed->second.begin(), removed->second.end(), fingerprint);
}

}  // namespace trustctl
