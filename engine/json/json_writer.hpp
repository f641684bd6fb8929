#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trustctl {

/// Writes JSON, the only way that trustctl does: keys in the order of the calls, two spaces a
/// level, ASCII alone (PowerShell 5.1 reads a program's output in the OEM code page). A value goes
/// into the innermost object (behind its `key`) or list that is open. The caller keeps to the
/// grammar: keys in objects only, one value a key, every begin with its end.
///
///   JsonWriter json;
///   json.begin_object().key("store").text(store.text());
///   json.key("owners").begin_array(JsonWriter::Layout::compact);
///   for (const Site& owner : owners) { json.text(owner.text()); }
///   json.end_array().end_object();
///   std::cout << json.take();
class JsonWriter {
 public:
  /// How the members of an object or a list are set. What is begun without a layout takes it from
  /// what it stands in.
  enum class Layout {
    lines,    ///< each on a line of its own, and so all within them
    rows,     ///< each on a line of its own, all within it on that line
    compact,  ///< all on one line
  };

  /// The document's own layout. `depth`: how many levels a part of a document stands below its
  /// root.
  explicit JsonWriter(Layout layout = Layout::lines, std::size_t depth = 0)
      : m_layout(layout), m_depth(depth) {}

  JsonWriter& begin_object() { return begin('{', inner_layout()); }
  JsonWriter& begin_object(Layout layout) { return begin('{', layout); }
  JsonWriter& end_object() { return end('}'); }
  JsonWriter& begin_array() { return begin('[', inner_layout()); }
  JsonWriter& begin_array(Layout layout) { return begin('[', layout); }
  JsonWriter& end_array() { return end(']'); }
  /// Names the next value of an object.
  JsonWriter& key(std::string_view name);

  /// A string that must read back as it was (JsonReader::text): what is not UTF-8, which JSON
  /// cannot say, becomes {"base64": "…"}.
  JsonWriter& text(std::string_view text);
  JsonWriter& text_or_null(const std::optional<std::string>& text);
  /// A string for people, and for programs that expect nothing but a string: each byte that is not
  /// UTF-8 becomes U+FFFD.
  JsonWriter& label(std::string_view text);
  template <std::integral Number>
  JsonWriter& number(Number value) {
    return raw(std::to_string(value));
  }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }

  /// A key and its label.
  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).label(text); }
  /// The same; null where there is no text.
  JsonWriter& member_or_null(std::string_view name, const std::optional<std::string>& text);

  const std::string& json() const { return m_json; }
  /// What is written and was not drained yet; the document goes on. For one that is too long to be
  /// kept whole.
  std::string drain() { return std::exchange(m_json, std::string()); }
  /// The whole document with a line break behind it, once all is closed; the writer is used up.
  std::string take();

 private:
  struct Level {
    Layout layout;
    bool empty = true;
  };
  Layout inner_layout() const;
  JsonWriter& begin(char bracket, Layout layout);
  JsonWriter& end(char bracket);
  JsonWriter& raw(std::string_view json);
  void before_value();
  void break_line();

  Layout m_layout;
  std::size_t m_depth;
  std::string m_json;
  std::vector<Level> m_levels;
  bool m_after_key = false;
};

}  // namespace trustctl
