#pragma once

#include <string>
#include <string_view>

namespace trustctl {

/// Text as one YAML scalar on one line, which every reader of YAML 1.1 and 1.2 takes for that text:
/// plain where nobody could take it for a number, a boolean, a date or null, else double-quoted
/// (YAML 1.2 §7.3.1). What a terminal must not see raw is written as an escape; bytes that are not
/// UTF-8 become U+FFFD.
std::string yaml_text(std::string_view text);

/// Each line of a text behind this indent: the lines of a block scalar.
std::string indented(std::string_view text, std::string_view indent);

}  // namespace trustctl
