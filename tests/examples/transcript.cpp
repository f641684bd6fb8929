#include "tests/examples/transcript.hpp"

#include <algorithm>
#include <regex>
#include <string_view>
#include <utility>

namespace trustctl::test {

namespace {

constexpr std::string_view left_out = "[…]";

// The parts of a shortened output between its […], of which there is one less.
std::vector<Lines> parts_of(const Lines& shown) {
  std::vector<Lines> parts(1);
  for (const std::string& line : shown) {
    if (line == left_out) {
      parts.emplace_back();
    } else {
      parts.back().push_back(line);
    }
  }
  return parts;
}

}  // namespace

std::vector<ShownCommand> commands_shown(const Lines& text) {
  std::vector<ShownCommand> commands;
  bool output = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i].starts_with("$ ")) {
      commands.push_back({text[i].substr(2), i, {}});
      output = true;
    } else if (i + 1 < text.size() && text[i].empty() && text[i + 1].starts_with("# ")) {
      output = false;
    } else if (output) {
      commands.back().output.push_back(text[i]);
    }
  }
  return commands;
}

bool shows(const Lines& shown, const Lines& printed) {
  const std::vector<Lines> parts = parts_of(shown);
  if (parts.size() == 1) {
    return shown == printed;
  }
  const Lines& first = parts.front();
  const Lines& last = parts.back();
  if (printed.size() < first.size() + last.size() ||
      !std::equal(first.begin(), first.end(), printed.begin())) {
    return false;
  }
  const auto end = printed.end() - std::ssize(last);
  auto position = printed.begin() + std::ssize(first);
  for (auto part = parts.begin() + 1; part + 1 != parts.end(); ++part) {
    if (position == end) {
      return false;  // nothing is left out here
    }
    position = std::search(position + 1, end, part->begin(), part->end());
    if (position == end) {
      return false;
    }
    position += std::ssize(*part);
  }
  return position != end && std::equal(last.begin(), last.end(), end);
}

std::string without_what_varies(const std::string& line) {
  static const std::vector<std::pair<std::regex, std::string>> varying = {
      {std::regex("localhost:[0-9]+"), "localhost:PORT"},
      {std::regex("\\b[0-9a-f]{64}\\b"), "SHA256"},
      {std::regex("\\b[0-9a-f]{40}\\b"), "KEYID"},
      {std::regex("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b"), "DATE"},
      {std::regex("\\bin [0-9]+ days\\b"), "in DAYS"},
  };
  std::string text = line;
  for (const auto& [pattern, word] : varying) {
    text = std::regex_replace(text, pattern, word);
  }
  return text;
}

}  // namespace trustctl::test
