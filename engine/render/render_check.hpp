#pragma once

#include <span>
#include <string>

#include "engine/render/render_plan.hpp"

namespace trustctl {

/// Drift, for a terminal: by target, by store, each entry with what is wrong, its label, its
/// SHA-256 and the line of the manifest; findings; then "Drift: 1 missing, 1 unexpected, 0
/// misplaced, 0 different." for all targets together, or a line "In sync: 12 certificates in 2
/// stores of machine." a target where there is none.
std::string check_text(std::span<const TargetPlan> plans, Colours colours);

/// The same as JSON (schemas/report.schema.json, kind trustctl-check). `errors` are those that are
/// of no plan: a target that could not be read.
std::string check_json(std::span<const TargetPlan> plans, std::span<const Error> errors);

}  // namespace trustctl
