#include "engine/formats/text_lines.hpp"

namespace trustctl {

namespace {

constexpr std::string_view line_breaks = "\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

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
  const std::size_t end = text.find_first_of(line_breaks, at);
  if (end == std::string_view::npos) {
    return text.size();
  }
  return text.substr(end).starts_with("\r\n") ? end + 2 : end + 1;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  return rest.substr(0, rest.find_first_of(line_breaks));
}

std::size_t line_number(std::string_view text, std::size_t at) {
  std::size_t number = 1;
  for (std::size_t line = end_of_line(text, 0); line <= at && line < text.size();
       line = end_of_line(text, line)) {
    ++number;
  }
  return number;
}

}  // namespace trustctl
