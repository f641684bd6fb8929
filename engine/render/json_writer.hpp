#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trustctl {

/// Writes JSON as trustctl prints it: two spaces a level, keys in the order they are given, ASCII
/// alone (PowerShell 5.1 reads a program's output in the OEM code page). Bytes that are not UTF-8
/// become U+FFFD. Values go into the innermost open object (after `key`) or array.
class JsonWriter {
 public:
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();

  /// Names the next value of an object.
  void key(std::string_view name);
  void string(std::string_view text);
  void number(std::int64_t value);
  void boolean(bool value);
  void null();

  /// A member of the open object.
  void member(std::string_view name, std::string_view text);
  /// A member that is null where there is no text.
  void member_or_null(std::string_view name, const std::optional<std::string>& text);

  /// The document with a line break at its end, once everything is closed.
  std::string take();

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();
  void new_line();
  void quote(std::string_view text);

  std::string m_text;
  std::vector<bool> m_empty;  // for each open object or array: nothing in it yet
  bool m_after_key = false;
};

}  // namespace trustctl
