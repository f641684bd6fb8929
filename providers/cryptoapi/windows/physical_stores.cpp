#include "providers/cryptoapi/windows/physical_stores.hpp"

#include <windows.h>

#include <wincrypt.h>

#include <array>

#include "providers/cryptoapi/windows/surroundings.hpp"

namespace trustctl::cryptoapi {

namespace {

// Enterprise is the last: Wine has none, and is given the list without it.
constexpr std::array local_machine = {
    PhysicalStore{".Default", CERT_SYSTEM_STORE_LOCAL_MACHINE, Origin::local},
    PhysicalStore{".GroupPolicy", CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, Origin::policy},
    PhysicalStore{".Enterprise", CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE, Origin::policy},
};
constexpr std::array current_user = {
    PhysicalStore{".Default", CERT_SYSTEM_STORE_CURRENT_USER, Origin::local},
    PhysicalStore{".GroupPolicy", CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY, Origin::policy},
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

std::string to_string(StoreLocation location) {
  return location == StoreLocation::current_user ? "CurrentUser" : "LocalMachine";
}

std::string who_to_be(StoreLocation location) {
  return location == StoreLocation::current_user ? "run trustctl as the user whose stores they are"
                                                 : "run trustctl as administrator";
}

}  // namespace trustctl::cryptoapi
