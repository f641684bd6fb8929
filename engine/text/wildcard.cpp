#include "engine/text/wildcard.hpp"

#include <cstddef>

#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

// Where the character after the one at `at` begins.
std::size_t next_character(std::string_view text, std::size_t at) {
  constexpr unsigned char mask = 0xC0;
  constexpr unsigned char continuation = 0x80;
  do {
    ++at;
  } while (at < text.size() && (static_cast<unsigned char>(text[at]) & mask) == continuation);
  return at;
}

}  // namespace

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// The last star alone is ever gone back to: it can take up whatever an earlier one could.
bool matches_wildcard(std::string_view pattern, std::string_view name) {
  if (pattern == "*.*") {
    return true;
  }
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;  // up to here the star stands for the name
  std::size_t p = 0;
  for (std::size_t n = 0; n < name.size();) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      n = next_character(name, n);
    } else if (p < pattern.size() && ascii_lower(pattern[p]) == ascii_lower(name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = taken = next_character(name, taken);
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace trustctl
