#pragma once

#include "engine/apply/journal_json.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// The plan that undoes what a record tells of: what was added goes, what was removed comes back
/// with its raw images, and an update is made the other way round. A change of which the record
/// says that it changed nothing (Unchanged, Failed, NotAttempted) is left out; one whose outcome is
/// Unknown is not.
///
/// An interrupted apply says of no change what became of it, so all of them are inverted;
/// `apply_plan` then finds those that were never made to be as wanted, and leaves them alone. It
/// also refuses (`stale`) where somebody has touched an entry since. So the plan is safe to hand to
/// apply_plan as it is, for the target that the record declares, and to show first as any other
/// plan; it comes from the journal alone and knows no guards.
///
/// Pure. The changes stand in the order of every plan: adds, updates, removes, each by store and
/// SHA-256.
Plan invert(const JournalRecord& record);

}  // namespace trustctl
