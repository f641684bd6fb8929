#include "providers/cryptoapi/windows/physical_stores.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <array>

#include "providers/cryptoapi/windows/surroundings.hpp"

namespace trustctl::cryptoapi {

namespace {

// wincrypt.h, CERT_LOCAL_MACHINE_SYSTEM_STORE_REGPATH, CERT_GROUP_POLICY_SYSTEM_STORE_REGPATH and
// CERT_ENTERPRISE_SYSTEM_STORE_REGPATH.
constexpr std::wstring_view own_key = L"SOFTWARE\\Microsoft\\SystemCertificates";
constexpr std::wstring_view policy_key = L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates";
constexpr std::wstring_view enterprise_key = L"SOFTWARE\\Microsoft\\EnterpriseCertificates";

// Enterprise is the last: Wine has none, and is given the list without it.
constexpr std::array local_machine = {
    PhysicalStore{".Default", CERT_SYSTEM_STORE_LOCAL_MACHINE, Origin::local, own_key},
    PhysicalStore{".GroupPolicy", CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, Origin::policy,
                  policy_key},
    PhysicalStore{".Enterprise", CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE, Origin::policy,
                  enterprise_key},
};
constexpr std::array current_user = {
    PhysicalStore{".Default", CERT_SYSTEM_STORE_CURRENT_USER, Origin::local, own_key},
    PhysicalStore{".GroupPolicy", CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY, Origin::policy,
                  policy_key},
};

}  // namespace

std::span<const PhysicalStore> physical_stores(StoreLocation location) {
  if (location == StoreLocation::current_user) {
    return current_user;
  }
  const std::span<const PhysicalStore> all = local_machine;
  return running_under_wine() ? all.first(all.size() - 1) : all;
}

const PhysicalStore& default_store(StoreLocation location) {
  return location == StoreLocation::current_user ? current_user.front() : local_machine.front();
}

std::span<const StoreName> parts_of_root(StoreLocation location) {
  static const std::array parts = {StoreName::smart_card_root(), StoreName::auth_root()};
  const std::span<const StoreName> all = parts;
  return location == StoreLocation::current_user ? all.first(1) : all;
}

std::string to_string(StoreLocation location) {
  return location == StoreLocation::current_user ? "CurrentUser" : "LocalMachine";
}

std::string who_to_be(StoreLocation location) {
  return location == StoreLocation::current_user ? "run trustctl as the user whose stores they are"
                                                 : "run trustctl as administrator";
}

}  // namespace trustctl::cryptoapi
