#pragma once

#include <windows.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl::cryptoapi {

/// A value as the registry has it: its type (REG_*) says what the bytes are.
struct RegistryValue {
  std::uint32_t type = 0;
  Bytes data;

  /// The number of a REG_DWORD; nothing where it is of another type or length.
  std::optional<std::uint32_t> number() const;
  /// The bytes of a REG_BINARY; nothing where it is of another type.
  std::optional<Bytes> binary() const;
};

/// A key of the registry, open for reading alone: nothing is created by it. Other programs go on
/// writing: a key that was deleted since it was opened is as one that never was.
class RegistryKey {
 public:
  /// `place` is what messages call it, and `who` whom to be where access is denied. Nothing where
  /// there is no such key.
  static Result<std::optional<RegistryKey>> open(HKEY root, const std::wstring& path,
                                                 std::string place, std::string who);

  /// How many keys stand right below: one call.
  Result<std::size_t> count() const;
  /// The names of the keys right below, in the order of the registry.
  Result<std::vector<std::wstring>> keys() const;
  /// A key right below. Nothing where there is no such key.
  Result<std::optional<RegistryKey>> below(const std::wstring& name) const;
  /// A value of this key. Nothing where there is no such value.
  Result<std::optional<RegistryValue>> value(const std::wstring& name) const;

 private:
  struct Close {
    void operator()(HKEY key) const { RegCloseKey(key); }
  };
  RegistryKey(HKEY key, std::string place, std::string who)
      : m_key(key), m_place(std::move(place)), m_who(std::move(who)) {}
  static Result<std::optional<RegistryKey>> open_below(HKEY parent, const std::wstring& path,
                                                       std::string place, std::string who);
  Error failed(LSTATUS status) const;

  std::unique_ptr<std::remove_pointer_t<HKEY>, Close> m_key;
  std::string m_place;
  std::string m_who;
};

}  // namespace trustctl::cryptoapi
