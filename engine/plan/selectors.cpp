#include "engine/plan/selectors.hpp"

#include <algorithm>

namespace trustctl {

namespace {

// Whether the manifest names any certificate in this way.
template <class Way>
bool names_by(const DesiredState& desired) {
  const auto is = [](const auto& one) { return std::holds_alternative<Way>(one.which); };
  return std::any_of(desired.stores.begin(), desired.stores.end(), [&is](const auto& named) {
    return std::any_of(named.second.absent.begin(), named.second.absent.end(), is) ||
           std::any_of(named.second.keep.begin(), named.second.keep.end(), is);
  });
}

template <class Key>
void sort_each(std::map<Key, std::vector<Fingerprint>>& index) {
  for (auto& [key, fingerprints] : index) {
    std::sort(fingerprints.begin(), fingerprints.end());
    fingerprints.erase(std::unique(fingerprints.begin(), fingerprints.end()), fingerprints.end());
  }
}

template <class Key>
std::vector<Fingerprint> found_in(const std::map<Key, std::vector<Fingerprint>>& index,
                                  const Key& key) {
  const auto found = index.find(key);
  return found == index.end() ? std::vector<Fingerprint>{} : found->second;
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
  const bool thumbprints = names_by<Thumbprint>(desired);
  const bool subjects = names_by<Subject>(desired);
  if (thumbprints || subjects) {
    index(thumbprints, subjects);
  }
}

void Selectors::index(bool thumbprints, bool subjects) {
  for_each_certificate(m_desired, m_actual, [&](const Certificate& certificate) {
    if (thumbprints) {
      m_by_thumbprint[certificate.thumbprint()].push_back(certificate.fingerprint());
    }
    if (subjects) {
      m_by_subject[comparable_name(certificate.subject())].push_back(certificate.fingerprint());
    }
  });
  sort_each(m_by_thumbprint);
  sort_each(m_by_subject);
}

std::vector<Fingerprint> Selectors::matches(const Meant& which) const {
  if (const auto* fingerprint = std::get_if<Fingerprint>(&which)) {
    return {*fingerprint};
  }
  if (const auto* subject = std::get_if<Subject>(&which)) {
    return found_in(m_by_subject, subject->comparable());
  }
  return found_in(m_by_thumbprint, std::get<Thumbprint>(which));
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
