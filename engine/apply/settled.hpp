#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/change.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/provider.hpp"

namespace trustctl {

/// How an entry stands to a change that would touch it.
enum class Standpoint {
  before,    ///< as the change expects it: the change is still to be made
  after,     ///< as the change wants it: an earlier apply, or somebody else, has done it
  neither,   ///< something else: whoever made the plan has not seen this
  not_known  ///< to be taken away and not found, in a store that was not read whole
};

/// The one judge of before and after, for apply_plan and for every provider. Looks at the local
/// entry of the change's store, copy by copy: it is as before where any copy still is, and as after
/// only where all are, so that what was interrupted between two of them is finished. Where there is
/// none, a vendor's entry that is as an addition or update wants it is what became of it: Windows
/// counts the roots that it needs as its own, whoever added them. Other entries of other origins
/// never matter.
Standpoint standpoint(const Change& change, const StoreContents& contents);

/// What a change comes to where nothing need, or may, be written: Unchanged where it stands at
/// `after`, Failed with `stale` at `neither` and with `io` at `not_known`. Nothing where the change
/// is still to be made. `contents` is the change's store as it is.
std::optional<Outcome> settled(const Change& change, const StoreContents& contents);

/// Failed with `stale`: the entry is no longer as the journal holds it (Step::basis). For a
/// provider to give where it finds the two different.
Outcome overtaken(const Change& change);

/// What a batch, or an apply, says of a file of its own that it could not clear away: a remark,
/// since all else is done, and the next run tries again.
Finding left_behind(const std::string& message, const std::optional<Location>& where);

/// The outcomes of a batch that is stopped before its first write; nothing where nobody stops it.
std::optional<Applied> stopped(std::span<const Step> steps, const std::stop_token& stop);

/// The outcomes of a batch that could not begin.
Applied all_failed(std::span<const Step> steps, const Error& why);

/// The order in which a batch is carried out: indices of adds, then of updates, then of removes.
/// A second change to one entry of one store is left out and gets its outcome here: no order of the
/// two would be what the caller meant.
std::vector<std::size_t> batch_order(std::span<const Step> steps,
                                     std::vector<std::optional<Outcome>>& outcomes);

/// To be called between the adds and the removes of a batch. Where an addition came to nothing, the
/// removals of the whole batch become NotAttempted here: what goes may have stood in for what did
/// not come, so that a renewal that fails locks nobody out. Only what the batch has put into
/// Disallowed goes from elsewhere all the same.
void withhold_removals(std::span<const Step> steps, std::vector<std::optional<Outcome>>& outcomes);

}  // namespace trustctl
