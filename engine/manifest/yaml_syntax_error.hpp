#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// What yaml-cpp says of a text that is no YAML, with what a person can do about it. A tab that
/// indents is named where it stands: the parser notices it later, and says something else.
/// `line` counts from 0, `column` from 1.
Error yaml_syntax_error(std::string_view text, const std::string& file, std::size_t line,
                        std::size_t column, const std::string& said);

}  // namespace trustctl
