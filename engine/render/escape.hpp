#pragma once

#include <string>
#include <string_view>

namespace trustctl {

/// Text from outside, made safe for a terminal and a log: control characters (C0, DEL, C1), bidi
/// controls, zero-width and other invisible format characters, line and paragraph separators become
/// \x1b or \u{202e}; bytes that are not UTF-8 become \xHH; a backslash is doubled. The rest is
/// unchanged.
std::string escape(std::string_view text);

}  // namespace trustctl
