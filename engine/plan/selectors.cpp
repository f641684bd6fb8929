#include "engine/plan/selectors.hpp"

#include <algorithm>

namespace trustctl {

namespace {

template <class Selected>
bool any_thumbprint(const std::vector<Selected>& selected) {
  return std::any_of(selected.begin(), selected.end(), [](const Selected& one) {
    return std::holds_alternative<Thumbprint>(one.which);
  });
}

bool names_thumbprints(const DesiredState& desired) {
  return std::any_of(desired.stores.begin(), desired.stores.end(), [](const auto& named) {
    return any_thumbprint(named.second.absent) || any_thumbprint(named.second.keep);
  });
}

// Calls visit(certificate) for everything at hand.
template <class Visit>
void for_each_certificate(const DesiredState& desired, const TargetState& actual,
                          const Visit& visit) {
  for (const auto& [name, store] : desired.stores) {
    for (const DesiredEntry& entry : store.present) {
      visit(entry.certificate);
    }
    for (const DesiredAbsence& absence : store.absent) {
      if (absence.certificate.has_value()) {
        visit(*absence.certificate);
      }
    }
  }
  for (const auto& [name, contents] : actual) {
    if (contents.has_value()) {
      for (const Entry& entry : contents->entries()) {
        visit(entry.certificate);
      }
    }
  }
}

const Certificate* in_declared(const DesiredStore& store, const Fingerprint& fingerprint) {
  const auto entry = std::lower_bound(store.present.begin(), store.present.end(), fingerprint,
                                      [](const DesiredEntry& one, const Fingerprint& key) {
                                        return one.certificate.fingerprint() < key;
                                      });
  if (entry != store.present.end() && entry->certificate.fingerprint() == fingerprint) {
    return &entry->certificate;
  }
  for (const DesiredAbsence& absence : store.absent) {
    if (absence.certificate.has_value() && absence.certificate->fingerprint() == fingerprint) {
      return &*absence.certificate;
    }
  }
  return nullptr;
}

}  // namespace

Selectors::Selectors(const DesiredState& desired, const TargetState& actual)
    : m_desired(desired), m_actual(actual) {
  if (names_thumbprints(desired)) {
    index_thumbprints();
  }
}

void Selectors::index_thumbprints() {
  for_each_certificate(m_desired, m_actual, [this](const Certificate& certificate) {
    m_by_thumbprint[certificate.thumbprint()].push_back(certificate.fingerprint());
  });
  for (auto& [thumbprint, fingerprints] : m_by_thumbprint) {
    std::sort(fingerprints.begin(), fingerprints.end());
    fingerprints.erase(std::unique(fingerprints.begin(), fingerprints.end()), fingerprints.end());
  }
}

std::vector<Fingerprint> Selectors::matches(
    const std::variant<Fingerprint, Thumbprint>& which) const {
  if (const auto* fingerprint = std::get_if<Fingerprint>(&which)) {
    return {*fingerprint};
  }
  const auto found = m_by_thumbprint.find(std::get<Thumbprint>(which));
  return found == m_by_thumbprint.end() ? std::vector<Fingerprint>{} : found->second;
}

const Certificate* Selectors::certificate(const Fingerprint& fingerprint) const {
  for (const auto& [name, contents] : m_actual) {
    if (contents.has_value()) {
      if (const auto entries = contents->find(fingerprint); !entries.empty()) {
        return &entries.front().certificate;
      }
    }
  }
  for (const auto& [name, store] : m_desired.stores) {
    if (const Certificate* declared = in_declared(store, fingerprint)) {
      return declared;
    }
  }
  return nullptr;
}

}  // namespace trustctl
