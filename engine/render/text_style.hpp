#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trustctl {

/// The line length that text is laid out for.
inline constexpr std::size_t text_width = 80;

enum class Colours { off, on };
enum class Colour { red, green, yellow, blue, bold, dim };

/// The text between the terminal sequences of a colour, or as it is where colours are off.
std::string paint(std::string_view text, Colour colour, Colours colours);

/// How many cells of a terminal UTF-8 text takes: two for the wide characters of East Asia, none
/// for combining marks (Unicode Standard Annex #11). Of text that went through escape().
std::size_t display_width(std::string_view text);

/// `text` followed by spaces up to `width` cells; at least one space.
std::string padded(std::string_view text, std::size_t width);

/// `left` at the left edge and `right` at the right edge of a line of text_width cells, two spaces
/// between them at least.
std::string left_and_right(std::string_view left, std::string_view right);

}  // namespace trustctl
