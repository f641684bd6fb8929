#include "engine/formats/text_lines.hpp"

#include <algorithm>

namespace trustctl {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The offset of the line break that ends the line in which `at` is; text.size() where none does.
// (Two searches of a piece at a time: faster than find_first_of or a loop, and linear whichever of
// the two a text has.)
std::size_t line_break(std::string_view text, std::size_t at) {
  constexpr std::size_t piece = 80;
  for (; at < text.size(); at += piece) {
    const std::string_view here = text.substr(at, piece);
    const std::size_t found = std::min(here.find('\n'), here.find('\r'));
    if (found != std::string_view::npos) {
      return at + found;
    }
  }
  return text.size();
}

}  // namespace

bool starts_line(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') {
    return true;
  }
  return at == byte_order_mark.size() && text.starts_with(byte_order_mark);
}

std::size_t start_of_line(std::string_view text, std::size_t at) {
  while (!starts_line(text, at)) {
    --at;
  }
  return at;
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
  const std::size_t end = line_break(text, at);
  const std::size_t length = text.substr(end).starts_with("\r\n") ? 2 : 1;
  return std::min(end + length, text.size());
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, line_break(text, at) - at);
}

std::size_t line_number(std::string_view text, std::size_t at) {
  return LineCounter(text).number_of(at);
}

LineCounter::LineCounter(std::string_view text) : m_text(text), m_next(end_of_line(text, 0)) {}

std::size_t LineCounter::number_of(std::size_t at) {
  while (m_next <= at && m_next < m_text.size()) {
    ++m_number;
    m_next = end_of_line(m_text, m_next);
  }
  return m_number;
}

}  // namespace trustctl
