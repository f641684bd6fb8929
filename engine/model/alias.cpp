#include "engine/model/alias.hpp"

#include <algorithm>

#include "engine/text/letter_case.hpp"

namespace trustctl {

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

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
