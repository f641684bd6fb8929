#pragma once

#include "engine/model/rule.hpp"

// For the tables of rules (rules_of_*.hpp).

namespace trustctl::catalogue {

inline constexpr RuleLevels error_then_warning{Level::error, Level::warning};
inline constexpr RuleLevels warning_then_info{Level::warning, Level::info};
constexpr RuleLevels both(Level level) { return {level, level}; }

}  // namespace trustctl::catalogue
