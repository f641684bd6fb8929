#pragma once

#include <cstddef>
#include <string_view>

namespace trustctl {

// Lines of a text in memory. LF, CRLF or CR ends a line; a UTF-8 byte order mark is no part of the
// first one.

/// Whether a line starts at this offset.
bool starts_line(std::string_view text, std::size_t at);
/// Where the line that holds this offset starts.
std::size_t start_of_line(std::string_view text, std::size_t at);
/// The offset after the line that holds this offset, its line break included.
std::size_t end_of_line(std::string_view text, std::size_t at);
/// From this offset to the end of its line, without the line break.
std::string_view line_at(std::string_view text, std::size_t at);
/// The number of the line that holds this offset, from 1. Reads the text up to there.
std::size_t line_number(std::string_view text, std::size_t at);

/// The same of many offsets, each no smaller than the one before: reads the text once.
class LineCounter {
 public:
  /// Borrows the text.
  explicit LineCounter(std::string_view text);
  std::size_t number_of(std::size_t at);

 private:
  std::string_view m_text;
  std::size_t m_next;  // where the line after the current one starts
  std::size_t m_number = 1;
};

}  // namespace trustctl
