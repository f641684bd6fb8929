#pragma once

#include <optional>
#include <set>

#include "engine/model/bytes.hpp"
#include "engine/model/oid.hpp"

namespace trustctl {

/// ExtKeyUsageSyntax (RFC 5280 §4.2.1.12) as DER: a SEQUENCE of OBJECT IDENTIFIER, sorted by their
/// dotted forms. RFC 5280 wants one at least; CryptoAPI's property 9 may be empty, which means good
/// for nothing, so the empty set is an empty SEQUENCE.
Bytes write_extended_key_usage(const std::set<Oid>& purposes);

/// The OIDs of one; nothing where it is not DER, or bytes follow it.
std::optional<std::set<Oid>> read_extended_key_usage(ByteView der);

}  // namespace trustctl
