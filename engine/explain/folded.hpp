#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/explain/code.hpp"

namespace trustctl {

/// Text as it is compared: lower case, and spaces, hyphens and underscores alike. It keeps the
/// length, so that a place in one is a place in the other.
std::string folded(std::string_view text);

/// Without the brackets, quotes and full stops that a copied code brings along.
std::string_view trimmed(std::string_view text);

/// All words by which a code is found: its name, what programs say, and its other name. Any but the
/// first may be empty.
std::array<std::string_view, 3> words_of(const CodeInfo& code);

}  // namespace trustctl
