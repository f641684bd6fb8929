#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trustctl {

/// Builds JSON text, ASCII only. The caller keeps to the grammar: keys in objects only, one value a
/// key. Keys stand in the order of the calls.
class JsonWriter {
 public:
  /// How the members of an object or array are set: each on a line of its own, or all on one.
  enum class Layout { lines, one_line };

  JsonWriter& begin_object(Layout layout = Layout::one_line);
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array(Layout layout = Layout::one_line);
  JsonWriter& end_array() { return end(']'); }
  JsonWriter& key(std::string_view name);

  /// A string; text that is not UTF-8 becomes {"base64": "…"}, which JsonReader::text reads back.
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  const std::string& json() const { return m_json; }

 private:
  struct Level {
    Layout layout;
    bool empty = true;
  };
  void before_value();
  void separate();
  JsonWriter& begin(char bracket, Layout layout);
  JsonWriter& end(char bracket);
  void break_line();

  std::string m_json;
  std::vector<Level> m_levels;
  bool m_after_key = false;
};

}  // namespace trustctl
