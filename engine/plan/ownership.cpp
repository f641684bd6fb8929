#include "engine/plan/ownership.hpp"

#include <algorithm>

namespace trustctl {

namespace {

// Looks at the owners where they stand: Entry::owners() copies them, which shows with thousands.
template <class Predicate>
bool any_owner(const Entry& entry, const Predicate& predicate) {
  return std::any_of(entry.places.begin(), entry.places.end(), [&predicate](const Place& place) {
    const std::set<Site>& owners = place.properties.owners;
    return std::any_of(owners.begin(), owners.end(), predicate);
  });
}

}  // namespace

bool has_owner(const Entry& entry) {
  return any_owner(entry, [](const Site&) { return true; });
}

bool Ownership::owns(const Entry& entry) const {
  return any_owner(entry, [this](const Site& site) { return is_us(site); });
}

bool Ownership::shares(const Entry& entry) const {
  return any_owner(entry, [this](const Site& site) { return !is_us(site); });
}

bool Ownership::is_recorded(const Entry& entry) const {
  return any_owner(entry, [this](const Site& site) { return site == m_site; }) &&
         !any_owner(entry, [this](const Site& site) { return m_former.count(site) != 0; });
}

std::set<Site> Ownership::without_us(const std::set<Site>& owners) const {
  std::set<Site> rest;
  for (const Site& site : owners) {
    if (!is_us(site)) {
      rest.insert(rest.end(), site);
    }
  }
  return rest;
}

std::set<Site> Ownership::with_us(const std::set<Site>& owners) const {
  std::set<Site> all = without_us(owners);
  if (m_site.has_value()) {
    all.insert(*m_site);
  }
  return all;
}

}  // namespace trustctl
