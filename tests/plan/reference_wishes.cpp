#include "tests/plan/reference_wishes.hpp"

#include <algorithm>
#include <iterator>

namespace trustctl::test {

std::string cause(const std::string& act, const DesiredAbsence& absence) {
  return absence.reason.empty() ? act : act + ": " + absence.reason;
}

ReferenceWishes::ReferenceWishes(const DesiredState& desired, const TargetState& actual,
                                 const Capabilities& capabilities, const Policy& policy)
    : m_desired(desired), m_actual(actual), m_capabilities(capabilities), m_policy(policy) {
  for (const auto& [name, wish] : desired.stores) {
    m_stores.insert(name);
    for (const DesiredEntry& entry : wish.present) {
      m_all.emplace(entry.certificate.fingerprint(), entry.certificate);
    }
    for (const DesiredAbsence& absence : wish.absent) {
      if (absence.certificate) {
        m_all.emplace(absence.certificate->fingerprint(), *absence.certificate);
      }
    }
  }
  for (const auto& [name, contents] : actual) {
    m_stores.insert(name);
    if (contents) {
      for (const Entry& entry : contents->entries()) {
        m_all.emplace(entry.certificate.fingerprint(), entry.certificate);
      }
    }
  }
  for (const auto& [name, wish] : desired.stores) {
    for (const DesiredAbsence& absence : wish.absent) {
      if (absence.action == AbsentAction::distrust) {
        m_stores.insert(StoreName::disallowed());
      }
    }
  }
  for (const auto& [fingerprint, certificate] : m_all) {
    m_thumbprints.emplace(fingerprint, certificate.thumbprint());
  }
}

bool ReferenceWishes::readable(const StoreName& store) const {
  const auto found = m_actual.find(store);
  return found == m_actual.end() || found->second.has_value();
}

std::vector<Entry> ReferenceWishes::entries(const StoreName& store,
                                            const Fingerprint& certificate) const {
  std::vector<Entry> found;
  if (const auto at = m_actual.find(store); at != m_actual.end() && at->second) {
    for (const Entry& entry : at->second->entries()) {
      if (entry.certificate.fingerprint() == certificate) {
        found.push_back(entry);
      }
    }
  }
  return found;
}

std::optional<Entry> ReferenceWishes::local(const StoreName& store,
                                            const Fingerprint& certificate) const {
  for (const Entry& entry : entries(store, certificate)) {
    if (entry.origin == Origin::local) {
      return entry;
    }
  }
  return std::nullopt;
}

const DesiredStore& ReferenceWishes::wish(const StoreName& store) const {
  static const DesiredStore none;
  const auto found = m_desired.stores.find(store);
  return found == m_desired.stores.end() ? none : found->second;
}

bool ReferenceWishes::is_us(const Site& site) const {
  return m_desired.site && (site == *m_desired.site || m_desired.former_sites.count(site) != 0);
}

bool ReferenceWishes::ours(const Entry& entry) const {
  return std::any_of(entry.properties().owners.begin(), entry.properties().owners.end(),
                     [this](const Site& site) { return is_us(site); });
}

std::set<Site> ReferenceWishes::others(const Entry& entry) const {
  std::set<Site> rest;
  std::copy_if(entry.properties().owners.begin(), entry.properties().owners.end(),
               std::inserter(rest, rest.end()), [this](const Site& site) { return !is_us(site); });
  return rest;
}

bool ReferenceWishes::one_store() const {
  return m_capabilities.placement == Capabilities::Placement::one_store_per_certificate;
}

bool ReferenceWishes::means(const Meant& which, const Fingerprint& certificate) const {
  if (const auto* fingerprint = std::get_if<Fingerprint>(&which)) {
    return *fingerprint == certificate;
  }
  if (const auto* subject = std::get_if<Subject>(&which)) {
    const auto named = m_all.find(certificate);
    return named != m_all.end() &&
           comparable_name(named->second.subject()) == subject->comparable();
  }
  const auto known = m_thumbprints.find(certificate);
  return known != m_thumbprints.end() && known->second == std::get<Thumbprint>(which);
}

std::optional<DesiredAbsence> ReferenceWishes::distrust_of(const Fingerprint& certificate) const {
  for (const auto& [name, wish] : m_desired.stores) {
    for (const DesiredAbsence& absence : wish.absent) {
      if (absence.action == AbsentAction::distrust && means(absence.which, certificate)) {
        return absence;
      }
    }
  }
  return std::nullopt;
}

std::optional<DesiredAbsence> ReferenceWishes::absence(const StoreName& store,
                                                       const Fingerprint& certificate) const {
  if (store == StoreName::disallowed() && distrust_of(certificate) &&
      m_all.count(certificate) != 0) {
    return std::nullopt;
  }
  for (const DesiredAbsence& absence : wish(store).absent) {
    if (means(absence.which, certificate)) {
      return absence;
    }
  }
  return std::nullopt;
}

std::optional<DesiredEntry> ReferenceWishes::declared(const StoreName& store,
                                                      const Fingerprint& certificate) const {
  if (absence(store, certificate)) {
    return std::nullopt;
  }
  for (const DesiredEntry& entry : wish(store).present) {
    if (entry.certificate.fingerprint() == certificate) {
      return entry;
    }
  }
  const auto distrust = distrust_of(certificate);
  if (store == StoreName::disallowed() && distrust && m_all.count(certificate) != 0) {
    return DesiredEntry{m_all.at(certificate), {}, "", cause("distrust", *distrust), distrust->at};
  }
  return std::nullopt;
}

bool ReferenceWishes::is_distrust(const StoreName& store, const Fingerprint& certificate) const {
  const auto& present = wish(store).present;
  return std::none_of(present.begin(), present.end(), [&](const DesiredEntry& entry) {
    return entry.certificate.fingerprint() == certificate;
  });
}

std::optional<DesiredEntry> ReferenceWishes::wanted(const StoreName& store,
                                                    const Fingerprint& certificate) const {
  auto entry = declared(store, certificate);
  return entry && (!one_store() || chosen(certificate) == store) ? entry : std::nullopt;
}

std::optional<StoreName> ReferenceWishes::chosen(const Fingerprint& certificate) const {
  std::vector<StoreName> stores;
  for (const StoreName& name : {StoreName::disallowed(), StoreName::root()}) {
    if (declared(name, certificate)) {
      stores.push_back(name);
    }
  }
  for (const StoreName& name : m_stores) {
    if (declared(name, certificate)) {
      stores.push_back(name);
    }
  }
  if (stores.empty() ||
      (stores.front() != StoreName::disallowed() && stays_distrusted(certificate))) {
    return std::nullopt;
  }
  return stores.front();
}

bool ReferenceWishes::stays_distrusted(const Fingerprint& certificate) const {
  const StoreName disallowed = StoreName::disallowed();
  const StoreRule* rule = m_capabilities.rule_for(disallowed);
  const Prune prune = wish(disallowed).prune;
  for (const Entry& entry : entries(disallowed, certificate)) {
    const bool unsaid =
        !ours(entry) && !others(entry).empty() && !wish(disallowed).tolerance.other_sites;
    const bool pruned = m_desired.site && !others_stay(disallowed, entry) && !unsaid &&
                        !kept(disallowed, certificate) &&
                        m_policy.protect.count(certificate) == 0 &&
                        (ours(entry) ? prune != Prune::never : prune == Prune::all);
    if (entry.origin != Origin::local || rule == nullptr || !rule->writable ||
        (!absence(disallowed, certificate) && !pruned)) {
      return true;
    }
  }
  return false;
}

bool ReferenceWishes::others_stay(const StoreName& store, const Entry& entry) const {
  const auto& sites = wish(store).tolerance.other_sites;
  const auto named = [&](const Site& one) { return sites->count(one) != 0; };
  const auto others_of = others(entry);
  return !others_of.empty() && (wish(store).prune != Prune::all || !sites ||
                                std::any_of(others_of.begin(), others_of.end(), named));
}

bool ReferenceWishes::kept(const StoreName& store, const Fingerprint& certificate) const {
  const auto& list = wish(store).keep;
  return std::any_of(list.begin(), list.end(),
                     [&](const KeptEntry& entry) { return means(entry.which, certificate); });
}

}  // namespace trustctl::test
