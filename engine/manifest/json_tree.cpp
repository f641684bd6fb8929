#include "engine/manifest/json_tree.hpp"

#include <optional>
#include <utility>

#include "engine/json/json_cursor.hpp"
#include "engine/manifest/text_form.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

std::optional<Error> json_error(std::string_view text, const std::string& file) {
  JsonCursor cursor(text, file);
  cursor.skip();
  cursor.finish();
  return cursor.error();
}

// Line and column of offsets that never go back: the text is counted through once.
class Places {
 public:
  explicit Places(std::string_view text) : m_text(text) {}

  void put(YamlNode& node, std::size_t offset) {
    for (; m_at < offset; ++m_at) {
      if (m_text[m_at] == '\n') {
        ++m_line;
        m_column = 1;
      } else if (!is_continuation(m_text[m_at])) {
        ++m_column;
      }
    }
    node.line = m_line;
    node.column = m_column;
  }

 private:
  std::string_view m_text;
  std::size_t m_at = 0;
  std::uint32_t m_line = 1;
  std::uint32_t m_column = 1;
};

// Of a text that is JSON already. Recurses as deep as the limit lets it.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file, int depth_limit)
      : m_text(text),
        m_file(file),
        m_cursor(text, file),
        m_places(text),
        m_depth_limit(static_cast<std::size_t>(depth_limit)) {}

  Result<YamlDocument> read() {
    YamlNode root = value(0);
    if (m_error.has_value()) {
      return tl::unexpected(*std::move(m_error));
    }
    return YamlDocument{std::move(root), {}};
  }

 private:
  YamlNode value(std::size_t depth) {
    YamlNode node;
    m_places.put(node, m_cursor.value_begin());
    if (++m_nodes > yaml_node_limit) {
      stop(node, "the file holds more than " + std::to_string(yaml_node_limit) + " values");
    }
    switch (m_cursor.peek()) {
      case JsonCursor::Kind::object:
      case JsonCursor::Kind::array:
        container(node, depth);
        break;
      case JsonCursor::Kind::string:
        node.kind = YamlNode::Kind::scalar;
        node.plain = false;
        node.text = m_cursor.string();
        break;
      case JsonCursor::Kind::null:
        m_cursor.null();
        break;
      default: {
        const JsonCursor::Range range = m_cursor.skip();
        node.kind = YamlNode::Kind::scalar;
        node.text = m_text.substr(range.begin, range.end - range.begin);
      }
    }
    return node;
  }

  void container(YamlNode& node, std::size_t depth) {
    if (depth >= m_depth_limit) {
      stop(node, "the file nests deeper than " + std::to_string(m_depth_limit) + " levels");
    }
    if (m_error.has_value()) {
      m_cursor.skip();
    } else if (m_cursor.peek() == JsonCursor::Kind::object) {
      node.kind = YamlNode::Kind::map;
      members(node, depth);
    } else {
      node.kind = YamlNode::Kind::sequence;
      m_cursor.enter_array();
      while (m_cursor.next_item()) {
        node.items.push_back(value(depth + 1));
      }
    }
  }

  void members(YamlNode& node, std::size_t depth) {
    m_cursor.enter_object();
    for (;;) {
      const std::size_t before = m_cursor.offset();
      auto name = m_cursor.next_member();
      if (!name.has_value()) {
        return;
      }
      YamlPair pair;
      pair.key.kind = YamlNode::Kind::scalar;
      pair.key.plain = false;
      pair.key.text = *std::move(name);
      m_places.put(pair.key, m_text.find('"', before));  // behind blanks and a comma
      pair.value = value(depth + 1);
      node.pairs.push_back(std::move(pair));
    }
  }

  void stop(const YamlNode& node, std::string message) {
    if (!m_error.has_value()) {
      m_error = Error{ErrorCode::invalid_input, std::move(message),
                      Location{m_file, node.line, node.column}};
    }
  }

  std::string_view m_text;
  const std::string& m_file;
  JsonCursor m_cursor;
  Places m_places;
  std::size_t m_depth_limit;
  std::size_t m_nodes = 0;
  std::optional<Error> m_error;
};

}  // namespace

bool is_json(std::string_view text, const std::string& file) {
  const std::string_view bare = without_byte_order_mark(text);
  const std::size_t first = bare.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && bare[first] == '{' &&
         (file.ends_with(".json") || !json_error(text, file).has_value());
}

Result<YamlDocument> read_json(std::string_view text, const std::string& file, int depth_limit) {
  if (auto error = unreadable_text(text, file)) {
    return tl::unexpected(std::move(*error));
  }
  text = without_byte_order_mark(text);
  if (auto error = json_error(text, file)) {
    return tl::unexpected(std::move(*error));
  }
  return Reader(text, file, depth_limit).read();
}

}  // namespace trustctl
