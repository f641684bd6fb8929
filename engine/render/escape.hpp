#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trustctl {

/// One character of UTF-8.
struct Character {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes; 0: not UTF-8
};
/// The character that a text, which is not empty, begins with (RFC 3629: no overlong form, no
/// surrogate, none over U+10FFFF).
Character first_character(std::string_view text);
/// Whether a terminal acts on a character or does not show it: what escape() makes visible, but for
/// the backslash.
bool is_unsafe(char32_t c);

/// Text from outside, made safe for a terminal and a log: control characters (C0, DEL, C1), bidi
/// controls, zero-width and other invisible format characters, line and paragraph separators become
/// \x1b or \u{202e}; bytes that are not UTF-8 become \xHH. Backslashes are doubled where the text
/// behind them would make them look like such an escape, so that none can be forged, and stay as
/// they are elsewhere: Windows' paths are full of them. The rest is unchanged.
std::string escape(std::string_view text);

/// The same with every backslash doubled: what is kept in a file, and read back.
std::string escape_reversibly(std::string_view text);

}  // namespace trustctl
