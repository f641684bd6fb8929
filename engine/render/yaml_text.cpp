#include "engine/render/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/render/escape.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/hex.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// What YAML 1.1 takes for a boolean or null (yaml.org/type), whatever its case.
bool is_word_of_yaml(std::string_view text) {
  constexpr std::array<std::string_view, 9> words = {"y",     "n",  "yes", "no",  "true",
                                                     "false", "on", "off", "null"};
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return equal_ignoring_case(word, text); });
}

// Digits with at most one exponent are a number; a digest is none but by a rare chance.
bool is_number_like(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !is_digit(c); }) <= 1;
}

bool is_digest_like(std::string_view text) {
  constexpr std::size_t shortest = 40;
  return text.size() >= shortest && !is_number_like(text) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_path_like(std::string_view text) {
  return text.size() > 1 &&
         (text[0] == '/' || (text[0] == '.' && (text[1] == '/' || text[1] == '.')));
}

bool is_plain(std::string_view text) {
  const auto plain = [](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '/' || c == '-';
  };
  return !text.empty() && (is_letter(text[0]) || is_path_like(text) || is_digest_like(text)) &&
         std::all_of(text.begin(), text.end(), plain) && !is_word_of_yaml(text);
}

std::string escape_of(char32_t c) {
  const std::size_t width = c <= 0xFF ? 2 : c <= 0xFFFF ? 4 : 8;
  return (width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U") + hex(c, width);
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) {
    return std::string(text);
  }
  std::string quoted = "\"";
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.size == 0) {
      quoted += escape_of(U'\uFFFD');
    } else if (character.value == '"' || character.value == '\\') {
      quoted += '\\';
      quoted += text.front();
    } else if (is_unsafe(character.value)) {
      quoted += escape_of(character.value);
    } else {
      quoted += text.substr(0, character.size);
    }
    text.remove_prefix(std::max<std::size_t>(character.size, 1));
  }
  return quoted + '"';
}

std::string indented(std::string_view text, std::string_view indent) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines += std::string(indent) + std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

}  // namespace trustctl
