#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trustctl {

/// Builds JSON text that JsonReader reads back without loss, ASCII only. The caller keeps to the
/// grammar: keys in objects only, one value a key. Keys stand in the order of the calls.
class JsonBuilder {
 public:
  /// How the members of an object or array are set: each on a line of its own, or all on one.
  enum class Layout { lines, one_line };

  JsonBuilder& begin_object(Layout layout = Layout::one_line);
  JsonBuilder& end_object() { return end('}'); }
  JsonBuilder& begin_array(Layout layout = Layout::one_line);
  JsonBuilder& end_array() { return end(']'); }
  JsonBuilder& key(std::string_view name);

  /// A string; text that is not UTF-8 becomes {"base64": "…"}, which JsonReader::text reads back.
  JsonBuilder& text(std::string_view value);
  JsonBuilder& number(std::uint64_t value);
  JsonBuilder& boolean(bool value);
  JsonBuilder& null();

  const std::string& json() const { return m_json; }

 private:
  struct Level {
    Layout layout;
    bool empty = true;
  };
  void before_value();
  void separate();
  JsonBuilder& begin(char bracket, Layout layout);
  JsonBuilder& end(char bracket);
  void break_line();

  std::string m_json;
  std::vector<Level> m_levels;
  bool m_after_key = false;
};

}  // namespace trustctl
