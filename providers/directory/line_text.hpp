#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl::directory {

/// Any text as part of one line that a person, git and a terminal can bear, and from which
/// decode_line gives the very same bytes back: as escape_reversibly writes it, and further a
/// line feed as \n, and as \xHH a blank at either end and the first dash of five in a row (where a
/// PEM reader might see a block begin).
std::string encode_line(std::string_view text);

/// The text that encode_line wrote; nothing where a backslash begins no such sequence.
std::optional<std::string> decode_line(std::string_view line);

}  // namespace trustctl::directory
