#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/error.hpp"
#include "engine/model/finding.hpp"
#include "engine/operation/target_run.hpp"

namespace trustctl {

/// "site.yaml:12:5", escaped; without the line and the column where they are 0.
std::string place_text(const Location& where);
/// "site.yaml:12", for the right edge of a line.
std::string line_text(const Location& where);

/// "site.yaml:12:5: error: MESSAGE", else "trustctl: error: MESSAGE"; one escaped line each, as
/// compilers write it, so that editors find the place.
std::string error_text(const Error& error);
std::string errors_text(std::span<const Error> errors);

/// A finding that stands in the way, as an error of the same place.
Error as_error(const Finding& finding);

/// What stands in the way of a target, for the error stream: why there is no plan, the stores that
/// could not be read, and each declared error with its line.
std::vector<Error> obstacles(const TargetRun& run);

/// What failed in an apply, for the error stream: the failure of the whole, then of each change.
std::vector<Error> apply_errors(const TargetRun& run);

}  // namespace trustctl
