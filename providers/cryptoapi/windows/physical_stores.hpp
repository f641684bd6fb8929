#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/model/entry.hpp"
#include "engine/model/names.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl::cryptoapi {

/// One of the physical stores whose union Windows shows as a store.
struct PhysicalStore {
  std::string_view name;         ///< as Windows calls it: ".Default"
  std::uint32_t location_flags;  ///< CERT_SYSTEM_STORE_*, for CertOpenStore
  Origin origin;
  std::wstring_view key;  ///< in the registry, below HKLM or HKCU: each store is a key there
};

/// Those of a location that hold certificates of their own: `.Default` (the registry, what an
/// administrator may change) first, then what comes by policy. CurrentUser's view of LocalMachine
/// is left out: those entries are LocalMachine's.
std::span<const PhysicalStore> physical_stores(StoreLocation location);

/// `.Default`, the one that is changed.
const PhysicalStore& default_store(StoreLocation location);

/// The stores whose `.Default` Windows shows in Root too, as `.AuthRoot` and `.SmartCard`
/// (Microsoft, "System Store Locations"). CurrentUser has the roots of its smart cards alone.
std::span<const StoreName> parts_of_root(StoreLocation location);

/// "LocalMachine", "CurrentUser".
std::string to_string(StoreLocation location);

/// Who to be when access is denied.
std::string who_to_be(StoreLocation location);

}  // namespace trustctl::cryptoapi
