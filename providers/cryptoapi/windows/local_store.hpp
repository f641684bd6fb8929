#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/model/entry.hpp"
#include "providers/cryptoapi/windows/system_store.hpp"

namespace trustctl::cryptoapi {

/// The origin of an entry of `.Default`: local, but vendor in AuthRoot, and in LocalMachine\Root
/// for the roots that Windows needs, and in LocalMachine\CA for what it ships there, unless a
/// manifest put them there. In SmartCardRoot it is policy: whoever issued the card put it there,
/// and nobody's hand would keep it away.
Origin origin_in_default(StoreLocation location, const StoreName& store,
                         const Certificate& certificate, const Properties& properties);

/// `.Default` of one store with its certificates by SHA-256, as it was when it was opened: what a
/// session looks changes up in.
class LocalStore {
 public:
  /// A store that does not exist is an empty one.
  static Result<LocalStore> open(StoreLocation location, const StoreName& name);
  static Result<LocalStore> open_to_change(StoreLocation location, const StoreName& name,
                                           SystemStore::IfMissing missing);

  /// An entry that trustctl may touch, with its raw form.
  struct Found {
    const CERT_CONTEXT* context;  ///< of this store
    SerializedElement element;
    Properties properties;
    Origin origin;
  };
  /// Nothing where the certificate is not there.
  Result<std::optional<Found>> find(const Certificate& certificate) const;

  /// Empty name and no calls where the store does not exist.
  std::optional<SystemStore>& store() { return m_store; }

 private:
  LocalStore(StoreLocation location, StoreName name, std::optional<SystemStore> store);

  StoreLocation m_location;
  StoreName m_name;
  std::optional<SystemStore> m_store;
  std::vector<std::pair<Fingerprint, CertificateContext>> m_certificates;  // sorted
};

}  // namespace trustctl::cryptoapi
