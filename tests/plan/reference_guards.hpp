#pragma once

#include <span>
#include <vector>

#include "engine/plan/plan.hpp"
#include "tests/plan/reference_wishes.hpp"

namespace trustctl::test {

/// What the guards of a manifest refuse of these changes, without words: "protect" for each, and
/// "max_removals" once.
std::vector<Refusal> reference_refusals(const ReferenceWishes& wishes,
                                        std::span<const PlannedChange> changes);

}  // namespace trustctl::test
