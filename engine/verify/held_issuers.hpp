#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/model/store_contents.hpp"

namespace trustctl {

/// For each name (DER) the first store of Root, AuthRoot and CA that holds a certificate of that
/// subject, byte for byte or by RFC 5280 §7.1; nothing where none does.
std::vector<std::optional<StoreName>> held_issuers(std::span<const Bytes> names,
                                                   const TargetState& stores);

}  // namespace trustctl
