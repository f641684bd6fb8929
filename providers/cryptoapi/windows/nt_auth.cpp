#include "providers/cryptoapi/windows/nt_auth.hpp"

#include <optional>

#include "engine/platform/windows/text.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"
#include "providers/cryptoapi/windows/registry.hpp"
#include "providers/cryptoapi/windows/registry_entry.hpp"

namespace trustctl::cryptoapi {

namespace {

constexpr const wchar_t* certificates_key =
    L"SOFTWARE\\Microsoft\\EnterpriseCertificates\\NTAuth\\Certificates";

}  // namespace

StoreName nt_auth() {
  static const StoreName name = *StoreName::parse("NTAuth");
  return name;
}

Result<NtAuthStore> NtAuthStore::read() {
  const auto key =
      RegistryKey::open(HKEY_LOCAL_MACHINE, certificates_key, std::string(nt_auth_place),
                        who_to_be(StoreLocation::local_machine));
  if (!key) {
    return tl::unexpected(key.error());
  }
  NtAuthStore store;
  if (!*key) {
    return store;
  }
  store.exists = true;
  const auto names = (*key)->keys();
  if (!names) {
    return tl::unexpected(names.error());
  }
  for (const std::wstring& name : *names) {
    const auto entry = read_entry(**key, name);
    if (!entry) {
      return tl::unexpected(entry.error());
    }
    if (*entry) {
      store.take(windows::to_utf8(name), (*entry)->blob);
    }
  }
  return store;
}

void NtAuthStore::take(std::string name, const std::optional<Bytes>& blob) {
  if (!blob) {
    junk.push_back({std::move(name), "it has no value Blob of type REG_BINARY"});
    return;
  }
  auto element = SerializedElement::parse(*blob);
  if (element) {
    elements.push_back(*std::move(element));
  } else {
    junk.push_back({std::move(name), std::move(element.error().message)});
  }
}

}  // namespace trustctl::cryptoapi
