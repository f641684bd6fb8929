#pragma once

#include <optional>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// Every store that the plan touches or relies on.
Selection stores_of(const Plan& plan);

/// The contents of a store; a store that is left out is empty. Fails where it could not be read.
Result<const StoreContents*> readable(const TargetState& state, const StoreName& store);

/// The first reason for which this plan no longer fits the target: a touched entry that is neither
/// as before nor as after, or a local entry that the plan relied on and that is not found or has
/// other purposes (`stale`); or a store among them that cannot be read. Nothing where it fits.
std::optional<Error> why_stale(const Plan& plan, const TargetState& state);

}  // namespace trustctl
