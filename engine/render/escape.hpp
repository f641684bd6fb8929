#pragma once

#include <string>
#include <string_view>

namespace trustctl {

/// Whether a terminal acts on a character or does not show it: what escape() makes visible, but for
/// the backslash.
bool is_unsafe(char32_t c);

/// Text from outside, made safe for a terminal and a log: control characters (C0, DEL, C1), bidi
/// controls, zero-width and other invisible format characters, line and paragraph separators become
/// \x1b or \u{202e}; bytes that are not UTF-8 become \xHH. Backslashes are doubled where the text
/// behind them would make them look like such an escape, so that none can be forged, and stay as
/// they are elsewhere: Windows' paths are full of them. The rest is unchanged.
std::string escape(std::string_view text);

}  // namespace trustctl
