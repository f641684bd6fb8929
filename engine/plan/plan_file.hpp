#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/plan/plan.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The plan of one target, with all that is needed to carry it out later.
struct SavedPlan {
  TargetDeclaration target;
  std::optional<Site> site;
  Plan plan;
};

/// Plans as JSON (schemas/plan.schema.json): what `plan --out` saves. ASCII, a fixed order of keys,
/// no clock: the same plans are the same bytes. Text that is not UTF-8 is written as {"base64":
/// "…"}, so that it reads back as it was.
std::string write_plan_file(std::span<const SavedPlan> plans);

/// Reads what write_plan_file wrote. Format 2.x is read (unknown keys are errors in ours, 2.0, and
/// passed over in other minor versions), any other major version is refused: plan again. Fails with
/// invalid_input for whatever is not a whole and consistent plan: the message names the place in
/// the file
/// (`plans[0].changes[3].sha256`) and what was expected there.
Result<std::vector<SavedPlan>> read_plan_file(std::string_view text);

}  // namespace trustctl
