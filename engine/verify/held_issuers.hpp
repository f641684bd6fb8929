#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/model/store_contents.hpp"

namespace trustctl {

/// Which of the issuers that a server accepts for client certificates (Presentation) this computer
/// has: a client can offer only a certificate that leads to one of them.
/// For each name (DER) the first store of Root, AuthRoot, SmartCardRoot and CA that holds a
/// certificate of that subject, byte for byte or by RFC 5280 §7.1; nothing where none does. As long
/// as `names`, and in its order. Stores that cannot be read hold nothing here.
std::vector<std::optional<StoreName>> held_issuers(std::span<const Bytes> names,
                                                   const TargetState& stores);

}  // namespace trustctl
