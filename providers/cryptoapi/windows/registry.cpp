#include "providers/cryptoapi/windows/registry.hpp"

#include <array>
#include <utility>

#include "providers/cryptoapi/windows/windows_error.hpp"

namespace trustctl::cryptoapi {

namespace {

bool is_missing(LSTATUS status) {
  return status == ERROR_FILE_NOT_FOUND || status == ERROR_PATH_NOT_FOUND ||
         status == ERROR_KEY_DELETED;  // by another program, since it was opened
}

}  // namespace

std::optional<std::uint32_t> RegistryValue::number() const {
  if (type != REG_DWORD || data.size() != sizeof(std::uint32_t)) {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  for (std::size_t i = data.size(); i-- > 0;) {
    number = number << 8U | data[i];
  }
  return number;
}

std::optional<Bytes> RegistryValue::binary() const {
  return type == REG_BINARY ? std::optional(data) : std::nullopt;
}

Error RegistryKey::failed(LSTATUS status) const {
  return windows_error("cannot read " + m_place, static_cast<std::uint32_t>(status), m_who);
}

Result<std::optional<RegistryKey>> RegistryKey::open(HKEY root, const std::wstring& path,
                                                     std::string place, std::string who) {
  return open_below(root, path, std::move(place), std::move(who));
}

Result<std::optional<RegistryKey>> RegistryKey::below(const std::wstring& name) const {
  return open_below(m_key.get(), name, m_place, m_who);
}

Result<std::optional<RegistryKey>> RegistryKey::open_below(HKEY parent, const std::wstring& path,
                                                           std::string place, std::string who) {
  HKEY key = nullptr;
  const LSTATUS status = RegOpenKeyExW(parent, path.c_str(), 0, KEY_READ, &key);
  RegistryKey opened(key, std::move(place), std::move(who));
  if (status == ERROR_SUCCESS) {
    return opened;
  }
  return is_missing(status) ? Result<std::optional<RegistryKey>>(std::nullopt)
                            : tl::unexpected(opened.failed(status));
}

Result<std::size_t> RegistryKey::count() const {
  DWORD count = 0;
  const LSTATUS status = RegQueryInfoKeyW(m_key.get(), nullptr, nullptr, nullptr, &count, nullptr,
                                          nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
  if (status != ERROR_SUCCESS && !is_missing(status)) {
    return tl::unexpected(failed(status));
  }
  return status == ERROR_SUCCESS ? count : 0;
}

Result<std::vector<std::wstring>> RegistryKey::keys() const {
  std::vector<std::wstring> names;
  std::array<wchar_t, 256> name;  // no key has a longer one
  for (DWORD index = 0;; ++index) {
    auto length = static_cast<DWORD>(name.size());
    const LSTATUS status =
        RegEnumKeyExW(m_key.get(), index, name.data(), &length, nullptr, nullptr, nullptr, nullptr);
    if (status == ERROR_NO_MORE_ITEMS || is_missing(status)) {
      return names;
    }
    if (status != ERROR_SUCCESS) {
      return tl::unexpected(failed(status));
    }
    names.emplace_back(name.data(), length);
  }
}

Result<std::optional<RegistryValue>> RegistryKey::value(const std::wstring& name) const {
  RegistryValue value;
  DWORD type = 0;
  const auto read = [&](void* into, DWORD& size) {
    return RegGetValueW(m_key.get(), nullptr, name.c_str(), RRF_RT_ANY | RRF_NOEXPAND, &type, into,
                        &size);
  };
  DWORD size = 0;
  LSTATUS status = read(nullptr, size);
  while (status == ERROR_SUCCESS || status == ERROR_MORE_DATA) {  // it may grow in between
    value.data.resize(size);
    status = read(value.data.data(), size);
    if (status == ERROR_SUCCESS) {
      value.data.resize(size);
      value.type = type;
      return value;
    }
  }
  return is_missing(status) ? Result<std::optional<RegistryValue>>(std::nullopt)
                            : tl::unexpected(failed(status));
}

}  // namespace trustctl::cryptoapi
