#include "providers/cryptoapi/windows/local_store.hpp"

#include <algorithm>

#include "engine/model/required_roots.hpp"
#include "engine/model/shipped_authorities.hpp"

namespace trustctl::cryptoapi {

Origin origin_in_default(StoreLocation location, const StoreName& store,
                         const Certificate& certificate, const Properties& properties) {
  if (store == StoreName::auth_root()) {
    return Origin::vendor;
  }
  if (store == StoreName::smart_card_root()) {
    return Origin::policy;
  }
  const bool windows_own = location == StoreLocation::local_machine && properties.owners.empty() &&
                           ((store == StoreName::root() && is_required_by_windows(certificate)) ||
                            (store == StoreName::ca() && is_shipped_authority(certificate)));
  return windows_own ? Origin::vendor : Origin::local;
}

LocalStore::LocalStore(StoreLocation location, StoreName name, std::optional<SystemStore> store)
    : m_location(location), m_name(std::move(name)), m_store(std::move(store)) {
  if (!m_store) {
    return;
  }
  for (CertificateContext& context : m_store->certificates()) {
    m_certificates.emplace_back(Fingerprint::of(bytes_of(*context)), std::move(context));
  }
  std::sort(m_certificates.begin(), m_certificates.end());
}

Result<LocalStore> LocalStore::open(StoreLocation location, const StoreName& name) {
  auto store = SystemStore::open(default_store(location), location, name);
  if (!store) {
    return tl::unexpected(store.error());
  }
  return LocalStore(location, name, std::move(*store));
}

Result<LocalStore> LocalStore::open_to_change(StoreLocation location, const StoreName& name,
                                              SystemStore::IfMissing missing) {
  auto store = SystemStore::open_to_change(location, name, missing);
  if (!store) {
    return tl::unexpected(store.error());
  }
  return LocalStore(location, name, std::move(*store));
}

Result<std::optional<LocalStore::Found>> LocalStore::find(const Certificate& certificate) const {
  const auto found =
      std::lower_bound(m_certificates.begin(), m_certificates.end(), certificate.fingerprint(),
                       [](const auto& one, const Fingerprint& key) { return one.first < key; });
  if (found == m_certificates.end() || found->first != certificate.fingerprint()) {
    return std::nullopt;
  }
  auto element = element_of(*found->second, m_store->place());
  if (!element) {
    return tl::unexpected(element.error());
  }
  Properties properties = read_properties(*element).properties;
  const Origin origin = origin_in_default(m_location, m_name, certificate, properties);
  return Found{found->second.get(), std::move(*element), std::move(properties), origin};
}

}  // namespace trustctl::cryptoapi
