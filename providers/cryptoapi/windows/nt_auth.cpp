#include "providers/cryptoapi/windows/nt_auth.hpp"

#include <windows.h>

#include <array>
#include <memory>
#include <optional>

#include "engine/platform/windows/text.hpp"
#include "providers/cryptoapi/windows/physical_stores.hpp"
#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl::cryptoapi {

namespace {

constexpr const wchar_t* certificates_key =
    L"SOFTWARE\\Microsoft\\EnterpriseCertificates\\NTAuth\\Certificates";

struct CloseKey {
  void operator()(HKEY key) const { RegCloseKey(key); }
};
using Key = std::unique_ptr<std::remove_pointer_t<HKEY>, CloseKey>;

Error failed(LSTATUS status) {
  return windows_error("cannot read " + std::string(nt_auth_place),
                       static_cast<std::uint32_t>(status), who_to_be(StoreLocation::local_machine));
}

bool is_missing(LSTATUS status) {
  return status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND;
}

Result<Key> open_certificates() {
  HKEY key = nullptr;
  const LSTATUS status = RegOpenKeyExW(HKEY_LOCAL_MACHINE, certificates_key, 0, KEY_READ, &key);
  if (status != ERROR_SUCCESS && !is_missing(status)) {
    return tl::unexpected(failed(status));
  }
  return Key(key);
}

// The names of the keys below, one for each certificate: its thumbprint.
Result<std::vector<std::wstring>> names_in(HKEY certificates) {
  std::vector<std::wstring> names;
  std::array<wchar_t, 256> name;  // no key has a longer one
  for (DWORD index = 0;; ++index) {
    auto length = static_cast<DWORD>(name.size());
    const LSTATUS status = RegEnumKeyExW(certificates, index, name.data(), &length, nullptr,
                                         nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS) {
      return names;
    }
    if (status != ERROR_SUCCESS) {
      return tl::unexpected(failed(status));
    }
    names.emplace_back(name.data(), length);
  }
}

// Nothing where somebody took it away since it was listed, or it has no blob.
Result<std::optional<Bytes>> blob_of(HKEY certificates, const std::wstring& name) {
  const auto read = [&](void* into, DWORD& size) {
    return RegGetValueW(certificates, name.c_str(), L"Blob", RRF_RT_REG_BINARY, nullptr, into,
                        &size);
  };
  Bytes blob;
  DWORD size = 0;
  LSTATUS status = read(nullptr, size);
  while (status == ERROR_SUCCESS || status == ERROR_MORE_DATA) {  // it may grow in between
    blob.resize(size);
    status = read(blob.data(), size);
    if (status == ERROR_SUCCESS) {
      blob.resize(size);
      return blob;
    }
  }
  return is_missing(status) ? Result<std::optional<Bytes>>(std::nullopt)
                            : tl::unexpected(failed(status));
}

}  // namespace

StoreName nt_auth() {
  static const StoreName name = *StoreName::parse("NTAuth");
  return name;
}

Result<NtAuthStore> NtAuthStore::read() {
  const auto key = open_certificates();
  if (!key) {
    return tl::unexpected(key.error());
  }
  NtAuthStore store;
  if (*key == nullptr) {
    return store;
  }
  store.exists = true;
  const auto names = names_in(key->get());
  if (!names) {
    return tl::unexpected(names.error());
  }
  for (const std::wstring& name : *names) {
    const auto blob = blob_of(key->get(), name);
    if (!blob) {
      return tl::unexpected(blob.error());
    }
    if (*blob) {
      store.take(windows::to_utf8(name), **blob);
    }
  }
  return store;
}

void NtAuthStore::take(std::string name, ByteView blob) {
  auto element = SerializedElement::parse(blob);
  if (element) {
    elements.push_back(*std::move(element));
  } else {
    junk.push_back({std::move(name), std::move(element.error().message)});
  }
}

}  // namespace trustctl::cryptoapi
