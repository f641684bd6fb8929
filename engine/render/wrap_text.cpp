#include "engine/render/wrap_text.hpp"

#include <algorithm>

#include "engine/render/text_style.hpp"

namespace trustctl {

namespace {

void append_line(std::string& wrapped, std::string_view line, std::size_t column,
                 std::size_t indent) {
  bool first = true;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    const std::size_t blank = first ? 0 : 1;
    if (!first && column + blank + word.size() > text_width) {
      wrapped += '\n' + std::string(indent, ' ');
      column = indent;
    } else {
      wrapped.append(blank, ' ');
      column += blank;
    }
    wrapped += word;
    column += word.size();
    first = false;
    line.remove_prefix(std::min(word.size() + 1, line.size()));
  }
  wrapped += '\n';
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t start, std::size_t indent) {
  std::string result;
  std::size_t column = start;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    append_line(result, line, column, indent);
    column = 0;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return result;
}

}  // namespace trustctl
