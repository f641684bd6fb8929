#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// All codes there are.
inline constexpr std::array<ErrorCode, 8> all_error_codes = {
    ErrorCode::invalid_input, ErrorCode::not_found, ErrorCode::access_denied, ErrorCode::io,
    ErrorCode::locked,        ErrorCode::stale,     ErrorCode::unsupported,   ErrorCode::refused};

/// "invalid_input", "not_found", …: as JSON has it.
std::string_view to_string(ErrorCode code);

/// The code of that name; nothing for any other text.
std::optional<ErrorCode> parse_error_code(std::string_view name);

}  // namespace trustctl
