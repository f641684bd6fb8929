#pragma once

#include <optional>
#include <set>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/names.hpp"

namespace trustctl {

/// Whether the entry is anybody's: not an administrator's own.
bool has_owner(const Entry& entry);

/// Who we are among the owners of entries: the manifest's site and the names that it had before.
/// Without a site we own nothing.
class Ownership {
 public:
  explicit Ownership(const DesiredState& desired)
      : m_site(desired.site),
        m_former(m_site.has_value() ? desired.former_sites : std::set<Site>{}) {
    if (m_site.has_value()) {
      m_former.erase(*m_site);
    }
  }

  const std::optional<Site>& site() const { return m_site; }
  /// The site is `site` or one of its former names.
  bool is_us(const Site& site) const { return site == m_site || m_former.count(site) != 0; }
  /// One of the entry's owners is us.
  bool owns(const Entry& entry) const;
  /// Some owner of the entry is not us.
  bool shares(const Entry& entry) const;
  /// We are an owner, under our present name and no other.
  bool is_recorded(const Entry& entry) const;
  /// The owners once we have let go.
  std::set<Site> without_us(const std::set<Site>& owners) const;
  /// The owners with us, under our present name.
  std::set<Site> with_us(const std::set<Site>& owners) const;

 private:
  std::optional<Site> m_site;
  std::set<Site> m_former;
};

}  // namespace trustctl
