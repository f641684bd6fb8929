#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl {

/// What is wrong with a text that stands where a path belongs and cannot be meant as one, and what
/// to do, to go on from its name: "is a URL, and …", "begins with …". A URL, for nothing is
/// downloaded; a variable in front, for nothing but a shell expands it: `%SystemDrive%`, `$HOME`,
/// `${HOME}`, `$env:TEMP`. A file that is really called so is written with ./ before it. Nothing
/// where it may be a path.
std::optional<std::string> path_slip(std::string_view text);

}  // namespace trustctl
