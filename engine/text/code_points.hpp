#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace trustctl {

/// Code points from first to last, both included.
struct CodePoints {
  char32_t first;
  char32_t last;
};

/// Whether c is in one of the ranges, which are in ascending order and do not overlap.
template <std::size_t N>
bool contains(const std::array<CodePoints, N>& ranges, char32_t c) {
  const auto range = std::find_if(ranges.begin(), ranges.end(),
                                  [c](const CodePoints& one) { return c <= one.last; });
  return range != ranges.end() && range->first <= c;
}

}  // namespace trustctl
