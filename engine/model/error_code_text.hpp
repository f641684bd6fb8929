#pragma once

#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// "invalid_input", "not_found", …: as JSON has it.
std::string_view to_string(ErrorCode code);

}  // namespace trustctl
