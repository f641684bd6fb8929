#pragma once

#include <cstddef>
#include <string_view>

namespace trustctl {

// Lines of a text in memory. LF, CRLF or CR ends a line; a UTF-8 byte order mark is no part of the
// first one.

/// Whether a line starts at this offset.
bool starts_line(std::string_view text, std::size_t at);
/// Where the line that holds this offset starts.
std::size_t start_of_line(std::string_view text, std::size_t at);
/// The offset after the line that holds this offset, its line break included.
std::size_t end_of_line(std::string_view text, std::size_t at);
/// From this offset to the end of its line, without the line break.
std::string_view line_at(std::string_view text, std::size_t at);
/// The number of the line that holds this offset, from 1.
std::size_t line_number(std::string_view text, std::size_t at);

}  // namespace trustctl
