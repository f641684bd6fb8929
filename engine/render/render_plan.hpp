#pragma once

#include <memory>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What would change, for a terminal: by target, by store, adds before updates before removes, with
/// the line of the manifest at the right edge; then findings and refusals. The last line is
/// "Plan: 2 to add, 0 to change, 1 to remove." for all targets together. Where nothing would change
/// anywhere the first line is "No changes.", and then what was compared. Both lines are interface.
/// Errors that stand in the way are counted only: they belong on the error stream, as does a target
/// that has no plan.
std::unique_ptr<View<TargetRun>> plan_text_view(TextSink& sink, const ViewSettings& settings);

}  // namespace trustctl
