#include "engine/plan/remainder.hpp"

#include <algorithm>

namespace trustctl {

Remainder::Remainder(const TargetState& actual, std::span<const PlannedChange> changes)
    : m_actual(actual) {
  for (const PlannedChange& planned : changes) {
    if (std::holds_alternative<Remove>(planned.change)) {
      m_removed.emplace(store_of(planned.change), certificate_of(planned.change).fingerprint());
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
    const bool removed = m_removed.count({store, fingerprint}) != 0;  // of local origin, always
    return std::any_of(entries.begin(), entries.end(), [removed](const Entry& entry) {
      return entry.origin != Origin::local || !removed;
    });
  });
}

}  // namespace trustctl
