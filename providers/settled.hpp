#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/change.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl {

/// What a change comes to where nothing need, or may, be written: Unchanged where the entry is as
/// it wants it, Failed with `stale` where it is neither so nor as the change expects it. Nothing
/// where the change is still to be made. `contents` is the change's store as it is.
std::optional<Outcome> settled(const Change& change, const StoreContents& contents);

/// The order in which a batch is carried out: indices of adds, then of updates, then of removes.
/// A second change to one entry of one store is left out and gets its outcome here: no order of the
/// two would be what the caller meant.
std::vector<std::size_t> batch_order(std::span<const Change> changes,
                                     std::vector<std::optional<Outcome>>& outcomes);

/// To be called between the adds and the removes of a batch. An addition that came to nothing keeps
/// others from being made: removals from its store, where something may have stood in for another,
/// and those of its certificate from any store, since it may have been on its way. They become
/// NotAttempted here.
void withhold_removals(std::span<const Change> changes,
                       std::vector<std::optional<Outcome>>& outcomes);

}  // namespace trustctl
