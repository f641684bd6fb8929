#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trustctl {

/// Text in lines of at most 80 columns, a line break at the end. The first line goes on at column
/// `start`, every further one after `indent` spaces. Line breaks in the text stay. ASCII.
std::string wrapped(std::string_view text, std::size_t start, std::size_t indent);

}  // namespace trustctl
