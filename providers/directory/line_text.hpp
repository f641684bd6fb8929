#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl::directory {

/// Any text as part of one line that a person, git and a terminal can bear, and from which
/// decode_line gives the very same bytes back. A backslash is doubled, a line feed is \n; control,
/// bidi and other invisible characters, bytes that are not UTF-8, blanks at either end, and the
/// first dash of five in a row (a PEM line might begin there) become \xHH, byte by byte.
std::string encode_line(std::string_view text);

/// The text that encode_line wrote; nothing where a backslash begins no such sequence.
std::optional<std::string> decode_line(std::string_view line);

}  // namespace trustctl::directory
