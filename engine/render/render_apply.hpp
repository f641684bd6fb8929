#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/apply/apply_plan.hpp"
#include "engine/render/render_target.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// What became of one target's plan.
struct AppliedTarget {
  TargetLabel target;
  ApplyReport report;
  std::vector<Finding> findings;  ///< of its plan
  std::vector<Refusal> refusals;  ///< not empty: nothing was begun
  std::vector<Error> unreadable;
  std::string journal_file = "";  ///< where the journal's record is; empty: nothing was begun
};

/// What became of a plan, for a terminal. Each change that is not as planned is named; the last
/// line of a target is "Applied to machine: 2 added, 0 changed, 1 removed.", and the journal's file
/// follows.
std::string apply_text(std::span<const AppliedTarget> targets, Colours colours);

/// The same as JSON (schemas/report.schema.json, kind trustctl-apply). `errors` are those that are
/// of no target: one that could not be read.
std::string apply_json(std::span<const AppliedTarget> targets, std::span<const Error> errors);

/// What failed, for the error stream: the failure of the whole, then of each change.
std::vector<Error> apply_errors(const AppliedTarget& target);

}  // namespace trustctl
