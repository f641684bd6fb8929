#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace trustctl {

// Upper and lower case of A to Z alone, whatever the locale says: what host names (RFC 4343), file
// suffixes and the names of Windows' stores are compared by. Every other octet stays as it is, so
// UTF-8 does too.

/// 'A' to 'Z' as 'a' to 'z'; any other character as it is.
constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The same for a text.
inline std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return ascii_lower(c); });
  return lower;
}

/// Whether two texts are the same but for that.
inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace trustctl
