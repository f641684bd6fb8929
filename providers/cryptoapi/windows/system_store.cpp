#include "providers/cryptoapi/windows/system_store.hpp"

#include <utility>

#include "providers/cryptoapi/windows/store_operation.hpp"
#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl::cryptoapi {

namespace {

std::wstring wide(const std::string& ascii) { return {ascii.begin(), ascii.end()}; }

std::string place_of(const PhysicalStore& physical, StoreLocation location, const StoreName& name) {
  return to_string(location) + '\\' + name.text() + '\\' + std::string(physical.name);
}

}  // namespace

Result<std::optional<SystemStore>> SystemStore::open_with(const PhysicalStore& physical,
                                                          StoreLocation location,
                                                          const StoreName& name, DWORD flags) {
  const std::string place = place_of(physical, location, name);
  SetLastError(0);  // some failures leave it as it was
  // SYSTEM_REGISTRY is this one physical store; SYSTEM would be the union, in which a change may
  // hit a sibling. Without ENUM_ARCHIVED, entries that are archived would not be seen, and be in
  // the way of who adds them (CRYPT_E_EXISTS).
  void* store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                              physical.location_flags | CERT_STORE_ENUM_ARCHIVED_FLAG | flags,
                              wide(name.text()).c_str());
  if (store != nullptr) {
    return SystemStore(store, place, who_to_be(location));
  }
  const DWORD code = GetLastError();
  const bool missing = code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND;
  if (missing && (flags & CERT_STORE_OPEN_EXISTING_FLAG) != 0) {
    return std::nullopt;
  }
  return tl::unexpected(windows_error("cannot open " + place, code, who_to_be(location)));
}

Result<std::optional<SystemStore>> SystemStore::open(const PhysicalStore& physical,
                                                     StoreLocation location,
                                                     const StoreName& name) {
  // Without OPEN_EXISTING even a read-only open creates the key.
  return open_with(physical, location, name,
                   CERT_STORE_OPEN_EXISTING_FLAG | CERT_STORE_READONLY_FLAG);
}

Result<std::optional<SystemStore>> SystemStore::open_to_change(StoreLocation location,
                                                               const StoreName& name,
                                                               IfMissing missing) {
  return open_with(default_store(location), location, name,
                   missing == IfMissing::leave ? CERT_STORE_OPEN_EXISTING_FLAG : 0U);
}

std::vector<CertificateContext> SystemStore::certificates() const {
  std::vector<CertificateContext> all;
  // Each call frees the context that it is given, so what is kept is a duplicate.
  for (const CERT_CONTEXT* one = nullptr;
       (one = CertEnumCertificatesInStore(m_store.get(), one)) != nullptr;) {
    all.emplace_back(CertDuplicateCertificateContext(one));
  }
  return all;
}

SystemStore::Lists SystemStore::lists() const {
  Lists lists;
  // Each call frees the context that it is given.
  for (const CTL_CONTEXT* one = nullptr;
       (one = CertEnumCTLsInStore(m_store.get(), one)) != nullptr;) {
    ++lists.trust;
  }
  for (const CRL_CONTEXT* one = nullptr;
       (one = CertEnumCRLsInStore(m_store.get(), one)) != nullptr;) {
    ++lists.revocation;
  }
  return lists;
}

Result<void> SystemStore::done(BOOL good, const std::string& action) {
  if (!good) {
    return tl::unexpected(windows_error("cannot " + action + ' ' + m_place, GetLastError(), m_who));
  }
  after_store_operation(m_store.get());
  return {};
}

Result<void> SystemStore::add(const SerializedElement& element) {
  const Bytes blob = element.write();
  SetLastError(0);
  // One call, so that the entry never stands there without its properties. NEW: REPLACE_EXISTING
  // would drop every property that we do not have.
  return done(CertAddSerializedElementToStore(
                  m_store.get(), blob.data(), static_cast<DWORD>(blob.size()), CERT_STORE_ADD_NEW,
                  0, CERT_STORE_CERTIFICATE_CONTEXT_FLAG, nullptr, nullptr),
              "add to");
}

Result<void> SystemStore::set(const CERT_CONTEXT& certificate, const PropertyChange& change) {
  SetLastError(0);
  if (!change.data) {
    return done(CertSetCertificateContextProperty(&certificate, change.id, 0, nullptr),
                "take a property away in");
  }
  Bytes data = *change.data;  // the structure wants memory that it might write to
  const CRYPT_DATA_BLOB blob{static_cast<DWORD>(data.size()), data.data()};
  return done(CertSetCertificateContextProperty(&certificate, change.id, 0, &blob),
              "set a property in");
}

Result<void> SystemStore::remove(const CERT_CONTEXT& certificate) {
  SetLastError(0);
  // Windows frees the context that it is given even when it fails, and Wine does not: it gets a
  // duplicate, which leaks a few hundred bytes under Wine. Freeing it here would free it twice on
  // Windows.
  return done(CertDeleteCertificateFromStore(CertDuplicateCertificateContext(&certificate)),
              "remove from");
}

Result<void> SystemStore::commit() {
  SetLastError(0);
  // Without force, Wine writes neither properties that were set nor, on close, what was deleted.
  if (!CertControlStore(m_store.get(), CERT_STORE_CTRL_COMMIT_FORCE_FLAG, CERT_STORE_CTRL_COMMIT,
                        nullptr)) {
    return tl::unexpected(windows_error("cannot commit " + m_place, GetLastError(), m_who));
  }
  return {};
}

Result<SerializedElement> element_of(const CERT_CONTEXT& certificate, const std::string& place) {
  const auto failed = [&place] {
    return tl::unexpected(windows_error("cannot read the properties of a certificate in " + place,
                                        GetLastError(), "run trustctl as administrator"));
  };
  SetLastError(0);
  DWORD size = 0;
  if (!CertSerializeCertificateStoreElement(&certificate, 0, nullptr, &size)) {
    return failed();
  }
  Bytes blob(size);
  if (!CertSerializeCertificateStoreElement(&certificate, 0, blob.data(), &size)) {
    return failed();
  }
  auto element = SerializedElement::parse(ByteView(blob).first(size));
  if (!element) {
    return tl::unexpected(Error{ErrorCode::io,
                                "Windows gave a certificate of " + place +
                                    " in a form that cannot be read: " + element.error().message,
                                std::nullopt});
  }
  return element;
}

ByteView bytes_of(const CERT_CONTEXT& certificate) {
  return {certificate.pbCertEncoded, certificate.cbCertEncoded};
}

}  // namespace trustctl::cryptoapi
