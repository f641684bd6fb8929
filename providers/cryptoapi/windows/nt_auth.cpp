#include "providers/cryptoapi/windows/nt_auth.hpp"

#include <optional>

#include "engine/platform/windows/text.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"
#include "providers/cryptoapi/windows/registry.hpp"

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
    const auto value = (*key)->value(name, L"Blob");
    if (!value) {
      return tl::unexpected(value.error());
    }
    if (*value) {  // else somebody took it away since it was listed, or it is nobody's
      store.take(windows::to_utf8(name), **value);
    }
  }
  return store;
}

void NtAuthStore::take(std::string name, const RegistryValue& value) {
  const auto blob = value.binary();
  if (!blob) {
    junk.push_back({std::move(name), "its Blob is not of type REG_BINARY"});
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
