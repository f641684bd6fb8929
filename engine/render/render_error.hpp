#pragma once

#include <span>
#include <string>

#include "engine/model/error.hpp"
#include "engine/model/finding.hpp"

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

}  // namespace trustctl
