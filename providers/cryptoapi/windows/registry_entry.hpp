#pragma once

#include <optional>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"
#include "providers/cryptoapi/windows/registry.hpp"

namespace trustctl::cryptoapi {

/// The key of one certificate, below the key Certificates of a store.
struct RegistryEntry {
  /// A serialized element (MS-GPEF 2.2.1.1); absent where it has no value Blob of type REG_BINARY.
  std::optional<Bytes> blob;
};

/// Nothing where there is no such key: other programs may take one away after it was listed. A key
/// without a Blob may be one that is just being written (made first, filled then), and gets a
/// moment for that.
Result<std::optional<RegistryEntry>> read_entry(const RegistryKey& certificates,
                                                const std::wstring& name);

}  // namespace trustctl::cryptoapi
