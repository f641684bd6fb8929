#pragma once

#include <windows.h>

#include <wincrypt.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/formats/serialized_store.hpp"
#include "engine/result.hpp"
#include "providers/cryptoapi/entry_properties.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"

namespace trustctl::cryptoapi {

struct CertificateFree {
  void operator()(const CERT_CONTEXT* context) const { CertFreeCertificateContext(context); }
};
/// One reference to a certificate. A context keeps its store's memory alive, so it may outlast the
/// SystemStore it came from.
using CertificateContext = std::unique_ptr<const CERT_CONTEXT, CertificateFree>;

/// One physical store of one location, open.
class SystemStore {
 public:
  /// For reading: creates no key, and asks for no right to write. Nothing where the store does not
  /// exist, which is an empty store.
  static Result<std::optional<SystemStore>> open(const PhysicalStore& physical,
                                                 StoreLocation location, const StoreName& name);
  enum class IfMissing { create, leave };
  /// For changing `.Default`. Nothing where it does not exist and is to be left so.
  static Result<std::optional<SystemStore>> open_to_change(StoreLocation location,
                                                           const StoreName& name,
                                                           IfMissing missing);

  /// "LocalMachine\Root\.Default".
  const std::string& place() const { return m_place; }
  /// Every certificate, archived ones too, in the order of the store.
  std::vector<CertificateContext> certificates() const;
  /// How many trust lists (CTLs) and revocation lists (CRLs) stand beside the certificates.
  struct Lists {
    std::size_t trust = 0;
    std::size_t revocation = 0;
  };
  Lists lists() const;

  // -- Changes. Windows writes each of them at once; Wine only on commit, which writes the store as
  // this handle sees it.

  /// Adds a certificate with all its properties in one step; fails where it is there already.
  Result<void> add(const SerializedElement& element);
  /// Sets or takes away one property of a certificate of this store; no other is touched.
  Result<void> set(const CERT_CONTEXT& certificate, const PropertyChange& change);
  Result<void> remove(const CERT_CONTEXT& certificate);
  Result<void> commit();

 private:
  // CertCloseStore with no flag: contexts that others still hold keep what they need of it.
  struct Close {
    void operator()(void* store) const { CertCloseStore(store, 0); }
  };
  SystemStore(void* store, std::string place, std::string who)
      : m_store(store), m_place(std::move(place)), m_who(std::move(who)) {}
  static Result<std::optional<SystemStore>> open_with(const PhysicalStore& physical,
                                                      StoreLocation location, const StoreName& name,
                                                      DWORD flags);
  Result<void> done(BOOL good, const std::string& action);

  std::unique_ptr<void, Close> m_store;
  std::string m_place;
  std::string m_who;  // who to be when access is denied
};

/// A certificate with every raw property, as the registry has it.
Result<SerializedElement> element_of(const CERT_CONTEXT& certificate, const std::string& place);

/// The certificate's bytes; no copy.
ByteView bytes_of(const CERT_CONTEXT& certificate);

}  // namespace trustctl::cryptoapi
