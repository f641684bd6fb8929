#pragma once

#include <optional>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// How an entry stands to a change that would touch it.
enum class Standpoint {
  before,   ///< as the change expects it: the change is still to be made
  after,    ///< as the change wants it: an earlier apply, or somebody else, has done it
  neither,  ///< something else: whoever made the plan has not seen this
};

/// Looks at the local entry of the change's store. Where there is none, a vendor's entry that is as
/// an addition or update wants it is what became of it: Windows counts the roots that it needs as
/// its own, whoever added them. Other entries of other origins never matter.
Standpoint standpoint(const Change& change, const StoreContents& contents);

/// Every store that the plan touches or relies on.
Selection stores_of(const Plan& plan);

/// The contents of a store; a store that is left out is empty. Fails where it could not be read.
Result<const StoreContents*> readable(const TargetState& state, const StoreName& store);

/// The first reason for which this plan no longer fits the target: a touched entry that is neither
/// as before nor as after, or a local entry that the plan relied on and that is gone or has other
/// purposes (`stale`); or a store among them that cannot be read. Nothing where it fits.
std::optional<Error> why_stale(const Plan& plan, const TargetState& state);

}  // namespace trustctl
