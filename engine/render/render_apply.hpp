#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// What became of a plan, for a terminal, below the plan itself. Each change that is not as planned
/// is named; the last line of a target is "Applied to machine: 2 added, 0 changed, 1 removed.", and
/// the journal's file follows. Says nothing of targets where nothing was begun.
std::unique_ptr<View<TargetRun>> apply_text_view(TextSink& sink, const ViewSettings& settings);

/// "changed", "unchanged", "failed", "not_attempted", "unknown".
std::string_view outcome_word(const Outcome& outcome);
/// Why a change failed, was not begun, or is not known; nothing for the others.
std::optional<std::string> reason_of(const Outcome& outcome);

}  // namespace trustctl
