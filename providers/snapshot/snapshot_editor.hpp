#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/model/change.hpp"
#include "engine/result.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl::snapshot {

/// Why a change cannot be made to any snapshot: what it is to bring back is something else.
std::optional<Error> refusal(const Change& change);

/// The document with these changes made, each of which is still to be made and has no refusal().
/// Stores that no change touches, entries that none touches, and members of entries that none names
/// keep their bytes.
Result<std::string> rewrite(std::string_view text, const Snapshot& snapshot,
                            std::span<const Change* const> changes);

}  // namespace trustctl::snapshot
