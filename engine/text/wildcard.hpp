#pragma once

#include <string_view>

namespace trustctl {

/// Whether a text holds a wildcard of Windows' file names: `*` or `?`.
bool has_wildcard(std::string_view text);

/// Whether a name fits a pattern in which `*` stands for any text and `?` for one character (of
/// UTF-8, one code point). Letter case of ASCII is no difference. `*.*` is any name, with a dot or
/// without, as people know it from cmd. (FindFirstFile would match the short names as well that a
/// volume may keep: "*.cer" would find "backup.cert".)
bool matches_wildcard(std::string_view pattern, std::string_view name);

}  // namespace trustctl
