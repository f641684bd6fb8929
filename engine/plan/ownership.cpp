#include "engine/plan/ownership.hpp"

#include <algorithm>

namespace trustctl {

bool Ownership::owns(const std::set<Site>& owners) const {
  return std::any_of(owners.begin(), owners.end(),
                     [this](const Site& site) { return is_us(site); });
}

bool Ownership::shares(const std::set<Site>& owners) const {
  return std::any_of(owners.begin(), owners.end(),
                     [this](const Site& site) { return !is_us(site); });
}

bool Ownership::is_recorded(const std::set<Site>& owners) const {
  return m_site.has_value() && owners.count(*m_site) != 0 &&
         std::none_of(owners.begin(), owners.end(),
                      [this](const Site& site) { return m_former.count(site) != 0; });
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
