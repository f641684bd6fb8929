#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl::directory {

/// Any text as part of one line that a person, git and a terminal can bear, and from which
/// decode_line gives the very same bytes back: a backslash doubled, a line feed as \n, other
/// characters that are not shown or that a terminal acts on as \xHH or \u{HHHH}; and as \xHH bytes
/// that are not UTF-8, a blank at either end, and the first dash of five in a row (where a PEM
/// reader might see a block begin). It is a file format: the same text is the same line in every
/// version.
std::string encode_line(std::string_view text);

/// The text that encode_line wrote; nothing where a backslash begins no such sequence.
std::optional<std::string> decode_line(std::string_view line);

}  // namespace trustctl::directory
