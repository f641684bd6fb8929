#pragma once

#include <span>
#include <string>

#include "engine/plan/plan.hpp"
#include "engine/render/render_target.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// A plan and the target that it is for.
struct TargetPlan {
  TargetLabel target;
  Plan plan;
  std::size_t absences = 0;  ///< how many certificates were declared absent, over all stores
};

/// How many changes of each kind.
struct ChangeCounts {
  std::size_t adds = 0;
  std::size_t updates = 0;
  std::size_t removes = 0;
};
ChangeCounts count_changes(std::span<const PlannedChange> changes);

/// What would change, for a terminal: by target, by store, adds before updates before removes, with
/// the line of the manifest at the right edge; then findings and refusals. The last line is
/// "Plan: 2 to add, 0 to change, 1 to remove." for all targets together. Where nothing would change
/// anywhere the first line is "No changes.", and then what was compared. Both lines are interface.
/// Errors that stand in the way are counted only: they belong on the error stream.
std::string plan_text(std::span<const TargetPlan> plans, Colours colours);

/// What there is of a plan as JSON where nothing could be planned (schemas/plan.schema.json): no
/// plans, and why.
std::string no_plan_json(std::span<const Error> errors);

}  // namespace trustctl
