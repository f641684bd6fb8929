#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl {

/// What is wrong with a line (without its line break) that is meant as a BEGIN or END line of RFC
/// 7468 and is none, in words: it is indented, has other dashes than five hyphens or a character
/// that nobody sees, or shares its line with another boundary, because a file was put together
/// without line breaks. Nothing where it is well formed, or is not meant so: what stands before
/// BEGIN or END is dashes, two at least, and blanks before them.
std::optional<std::string> boundary_damage(std::string_view line);

/// What a line of a block holds that is not Base64: "U+00A0 NO-BREAK SPACE"; nothing where each of
/// its characters may stand there.
std::optional<std::string> foreign_to_base64(std::string_view line);

}  // namespace trustctl
