#include "providers/cryptoapi/windows/registry_entry.hpp"

namespace trustctl::cryptoapi {

Result<std::optional<RegistryEntry>> read_entry(const RegistryKey& certificates,
                                                const std::wstring& name) {
  constexpr int tries = 10;
  constexpr DWORD milliseconds = 10;
  for (int attempt = 1;; ++attempt) {
    const auto key = certificates.below(name);
    if (!key) {
      return tl::unexpected(key.error());
    }
    if (!*key) {
      return std::nullopt;
    }
    const auto value = (*key)->value(L"Blob");
    if (!value) {
      return tl::unexpected(value.error());
    }
    if (*value || attempt == tries) {
      return RegistryEntry{*value ? (*value)->binary() : std::nullopt};
    }
    Sleep(milliseconds);
  }
}

}  // namespace trustctl::cryptoapi
