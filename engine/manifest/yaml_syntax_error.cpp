#include "engine/manifest/yaml_syntax_error.hpp"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace trustctl {

namespace {

// The lines of a text up to one of them, that included.
std::vector<std::string_view> lines_until(std::string_view text, std::size_t last) {
  std::vector<std::string_view> lines;
  while (lines.size() <= last && !text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Where a tab stands among the blanks that a line begins with.
std::optional<std::size_t> indenting_tab(std::string_view line) {
  const std::size_t words = line.find_first_not_of(" \t\r");
  const std::size_t tab = line.find('\t');
  return words != std::string_view::npos && tab < words ? std::optional(tab) : std::nullopt;
}

std::string_view advice(std::string_view said) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> known = {
      {{"unknown escape character",
        "; within double quotes \\ begins an escape: write a Windows path in single quotes, or "
        "with /"},
       {"end of map not found", "; is this line indented as its neighbours are?"},
       {"end of sequence not found", "; is this line indented as its neighbours are?"},
       {"illegal map value", "; quote a text that has ': ' in it, and look at the indentation"}}};
  for (const auto& [beginning, words] : known) {
    if (said.starts_with(beginning)) {
      return words;
    }
  }
  return {};
}

}  // namespace

Error yaml_syntax_error(std::string_view text, const std::string& file, std::size_t line,
                        std::size_t column, const std::string& said) {
  constexpr std::size_t looked_back = 2;
  const auto lines = lines_until(text, line);
  for (std::size_t i = lines.size(); i > 0 && i + looked_back > line; --i) {
    if (const auto tab = indenting_tab(lines[i - 1])) {
      return {ErrorCode::invalid_input, "this is not valid YAML: a tab cannot indent; use spaces",
              Location{file, i, *tab + 1}};
    }
  }
  return {ErrorCode::invalid_input, "this is not valid YAML: " + said + std::string(advice(said)),
          Location{file, line + 1, column}};
}

}  // namespace trustctl
