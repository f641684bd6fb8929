#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/model/bytes.hpp"
#include "engine/model/fingerprint.hpp"

namespace trustctl::cryptoapi {

/// Of the keys of a store in the registry, which are named by SHA-1 in hexadecimal of either case,
/// those that no certificate stands for that Windows gave.
std::vector<std::string> dropped_keys(const std::vector<std::string>& keys,
                                      const std::set<Thumbprint>& given);

/// Why Windows gives no certificate of that name: half a sentence about the key, "its Blob is no
/// certificate: …". `blob` is its value; absent: it has none that is binary. `is_read_by_windows`:
/// Windows makes a certificate of that blob where it stands alone. Nothing where it has no reason:
/// then the key is newer than what Windows gave.
std::optional<std::string> why_dropped(const std::string& key, const std::optional<Bytes>& blob,
                                       bool is_read_by_windows);

}  // namespace trustctl::cryptoapi
