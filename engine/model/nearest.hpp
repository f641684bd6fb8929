#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trustctl {

/// The candidate that a person most likely meant: the least edit distance (with transpositions),
/// regardless of case, at most a third of the word's length and at least 1; the first of equals.
std::optional<std::string_view> nearest(std::string_view word,
                                        std::span<const std::string_view> candidates);

/// "; did you mean 'x'?", or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace trustctl
