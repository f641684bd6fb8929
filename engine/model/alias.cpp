#include "engine/model/alias.hpp"

#include <algorithm>

#include "engine/text/ascii.hpp"

namespace trustctl {

std::string alias_of(std::string_view label) {
  constexpr std::size_t longest = 48;
  std::string alias;
  for (const char c : label) {
    if (is_letter_or_digit(c)) {
      alias += ascii_lower(c);
    } else if (!alias.empty() && alias.back() != '-') {
      alias += '-';
    }
  }
  alias.resize(std::min(alias.size(), longest));
  while (!alias.empty() && alias.back() == '-') {
    alias.pop_back();
  }
  return alias.empty() ? "certificate" : alias;
}

}  // namespace trustctl
