#include "engine/explain/folded.hpp"

#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

char folded(char c) {
  if (c == ' ' || c == '-') {
    return '_';
  }
  return ascii_lower(c);
}

}  // namespace

std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    result += folded(c);
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && !is_letter_or_digit(text.back())) {
    text.remove_suffix(1);
  }
  while (!text.empty() && !is_letter_or_digit(text.front()) && text.front() != '-') {
    text.remove_prefix(1);
  }
  return text;
}

std::array<std::string_view, 3> words_of(const CodeInfo& code) {
  return {code.name, code.said, code.also};
}

}  // namespace trustctl
