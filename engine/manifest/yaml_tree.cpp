#include "engine/manifest/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <map>
#include <optional>
#include <streambuf>
#include <utility>

#include "engine/manifest/text_form.hpp"
#include "engine/manifest/yaml_syntax_error.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// A text as a stream, without a copy.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // setg wants it so; nothing is put back
    setg(begin, begin, begin + text.size());
  }
};

// Where the lines of a text begin, to count columns in characters where yaml-cpp counts bytes.
class Lines {
 public:
  explicit Lines(std::string_view text) : m_text(text) {
    m_starts.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      m_starts.push_back(static_cast<std::uint32_t>(at + 1));
    }
  }

  std::string_view from(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line >= m_starts.size()) {
      return {};
    }
    const std::size_t at = m_starts[line] + static_cast<std::size_t>(std::max(mark.column, 0));
    return at < m_text.size() ? m_text.substr(at) : std::string_view{};
  }

  // Events come in the order of the text, so each line is counted through once.
  std::uint32_t column(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    const auto bytes = static_cast<std::size_t>(std::max(mark.column, 0));
    if (line >= m_starts.size()) {
      return static_cast<std::uint32_t>(bytes + 1);
    }
    if (line != m_counted.line || bytes < m_counted.bytes) {
      m_counted = {line, 0, 0};
    }
    const std::string_view more = m_text.substr(
        std::min(m_starts[line] + m_counted.bytes, m_text.size()), bytes - m_counted.bytes);
    m_counted.characters += static_cast<std::size_t>(
        std::count_if(more.begin(), more.end(), [](char c) { return !is_continuation(c); }));
    m_counted.bytes = bytes;
    return static_cast<std::uint32_t>(m_counted.characters + 1);
  }

 private:
  struct Counted {
    std::size_t line = 0;
    std::size_t bytes = 0;
    std::size_t characters = 0;
  };

  std::string_view m_text;
  std::vector<std::uint32_t> m_starts;
  mutable Counted m_counted;
};

// Ends the reading: thrown through yaml-cpp, which knows no other way to stop, and caught below.
struct Stop {
  Error error;
};

// What a node costs when it is copied. Nodes nest only so deep, so this may recurse.
struct Measure {
  std::size_t nodes = 1;
  std::size_t characters = 0;
  std::size_t depth = 0;

  void include(const Measure& inner) {
    nodes += inner.nodes;
    characters += inner.characters;
    depth = std::max(depth, inner.depth + 1);
  }
};

Measure measure(const YamlNode& node) {
  Measure whole{.nodes = 1, .characters = node.text.size(), .depth = 0};
  for (const YamlNode& item : node.items) {
    whole.include(measure(item));
  }
  for (const YamlPair& pair : node.pairs) {
    whole.include({.nodes = 1, .characters = pair.key.text.size(), .depth = 0});
    whole.include(measure(pair.value));
  }
  whole.depth = std::max(whole.depth, node.kind >= YamlNode::Kind::sequence ? std::size_t{1} : 0);
  return whole;
}

struct Anchored {
  YamlNode node;
  Measure measure;
};

// Builds the tree from yaml-cpp's events. Depth is bounded before anything recurses.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Lines& lines, const std::string& file, int depth_limit)
      : m_lines(lines), m_file(file), m_depth_limit(static_cast<std::size_t>(depth_limit)) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (m_begun) {
      stop(mark, "a second YAML document begins here; a manifest is one document");
    }
    m_begun = true;
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node = make(mark, YamlNode::Kind::null);
    // Of a value that is left out, yaml-cpp gives the place of whatever comes next.
    const std::string_view there = m_lines.from(mark).substr(0, 1);
    const bool written = there == "~" || there == "n" || there == "N";
    if (!written && !m_open.empty()) {
      const Frame& frame = m_open.back();
      const YamlNode& owner = frame.key.has_value() ? *frame.key : frame.node;
      node.line = owner.line;
      node.column = owner.column;
    }
    add(std::move(node), mark, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_tag(mark, tag);
    YamlNode node = make(mark, YamlNode::Kind::scalar);
    node.plain = tag == "?";
    node.text = value;
    add(std::move(node), mark, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto anchored = m_anchored.find(anchor);
    if (anchored == m_anchored.end()) {
      stop(mark, "this alias stands inside what it names");
    }
    const Measure& cost = anchored->second.measure;
    if (m_open.size() + cost.depth > m_depth_limit) {
      stop(mark, too_deep());
    }
    charge(mark, cost);
    YamlNode node = anchored->second.node;
    place(node, mark);
    add(std::move(node), mark, YAML::NullAnchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

  YamlDocument take() { return {std::move(m_root), std::move(m_errors)}; }

 private:
  struct Frame {
    YamlNode node;
    YAML::Mark begin;
    YAML::anchor_t anchor = YAML::NullAnchor;
    std::optional<YamlNode> key = std::nullopt;  // of the value that comes next
    std::map<std::string, Location> keys = {};
  };

  Location at(std::uint32_t line, std::uint32_t column) const { return {m_file, line, column}; }

  void place(YamlNode& node, const YAML::Mark& mark) const {
    node.line = static_cast<std::uint32_t>(std::max(mark.line, 0) + 1);
    node.column = m_lines.column(mark);
  }

  [[noreturn]] void stop(const YAML::Mark& mark, std::string message) const {
    YamlNode here;
    place(here, mark);
    throw Stop{{ErrorCode::invalid_input, std::move(message), at(here.line, here.column)}};
  }

  void refuse(const YamlNode& node, std::string message) {
    m_errors.push_back({ErrorCode::invalid_input, std::move(message), at(node.line, node.column)});
  }

  std::string too_deep() const {
    return "the file nests deeper than " + std::to_string(m_depth_limit) + " levels";
  }

  void charge(const YAML::Mark& mark, const Measure& cost) {
    m_nodes += cost.nodes;
    m_expanded += cost.characters;
    if (m_nodes > yaml_node_limit) {
      stop(mark, "the file holds more than " + std::to_string(yaml_node_limit) +
                     " YAML nodes, with its aliases written out");
    }
    if (m_expanded > yaml_expansion_limit) {
      stop(mark, "the aliases of this file expand past " + std::to_string(yaml_expansion_limit) +
                     " characters");
    }
  }

  YamlNode make(const YAML::Mark& mark, YamlNode::Kind kind) {
    charge(mark, Measure{});
    YamlNode node;
    node.kind = kind;
    place(node, mark);
    return node;
  }

  // "?" and "!" are what yaml-cpp reports for plain and quoted scalars without a tag.
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") {
      return;
    }
    YamlNode here;
    place(here, mark);
    refuse(here, "the YAML tag '" + tag.substr(0, 80) + "' has no meaning here; take it out");
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YamlNode::Kind kind) {
    if (m_open.size() >= m_depth_limit) {
      stop(mark, too_deep());
    }
    refuse_tag(mark, tag);
    m_open.push_back({.node = make(mark, kind), .begin = mark, .anchor = anchor});
  }

  void close() {
    Frame frame = std::move(m_open.back());
    m_open.pop_back();
    add(std::move(frame.node), frame.begin, frame.anchor);
  }

  void add(YamlNode node, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) {
      const Measure cost = measure(node);
      charge(mark, cost);  // the copy that is kept for its aliases
      m_anchored[anchor] = {node, cost};
    }
    if (m_open.empty()) {
      m_root = std::move(node);
    } else if (m_open.back().node.kind == YamlNode::Kind::sequence) {
      m_open.back().node.items.push_back(std::move(node));
    } else if (!m_open.back().key.has_value()) {
      m_open.back().key = std::move(node);
    } else {
      add_pair(m_open.back(), std::move(node));
    }
  }

  void add_pair(Frame& frame, YamlNode value) {
    YamlNode key = std::move(*frame.key);
    frame.key.reset();
    if (key.kind != YamlNode::Kind::scalar) {
      refuse(key, "a key must be text");
      return;
    }
    const auto [first, fresh] = frame.keys.emplace(key.text, at(key.line, key.column));
    if (!fresh) {
      refuse(key, "the key '" + key.text.substr(0, 80) +
                      "' stands twice in one map; the first is "
                      "at line " +
                      std::to_string(first->second.line));
      return;
    }
    frame.node.pairs.push_back({std::move(key), std::move(value)});
  }

  const Lines& m_lines;
  const std::string& m_file;
  std::size_t m_depth_limit;
  bool m_begun = false;
  std::size_t m_nodes = 0;
  std::size_t m_expanded = 0;
  std::vector<Frame> m_open;
  std::map<YAML::anchor_t, Anchored> m_anchored;
  YamlNode m_root;
  std::vector<Error> m_errors;
};

std::optional<Error> too_many_indicators(std::string_view text, const std::string& file) {
  std::size_t line = 1;
  std::size_t count = 0;
  for (const char c : text) {
    line += c == '\n' ? 1U : 0U;
    count += c == '[' || c == '{' || c == '!' || c == '&' || c == '*' ? 1U : 0U;
    if (count > yaml_indicator_limit) {
      return Error{ErrorCode::invalid_input,
                   "the file holds more than " + std::to_string(yaml_indicator_limit) +
                       " of the characters [ { ! & *",
                   Location{file, line, 1}};
    }
  }
  return std::nullopt;
}

}  // namespace

Result<YamlDocument> read_yaml(std::string_view text, const std::string& file, int depth_limit) {
  if (auto error = unreadable_text(text, file)) {
    return tl::unexpected(std::move(*error));
  }
  text = without_byte_order_mark(text);
  if (auto error = too_many_indicators(text, file)) {
    return tl::unexpected(std::move(*error));
  }
  const Lines lines(text);
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  TreeBuilder builder(lines, file, depth_limit);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop& stop) {
    return tl::unexpected(stop.error);
  } catch (const YAML::Exception& exception) {
    const auto line = static_cast<std::size_t>(std::max(exception.mark.line, 0));
    return tl::unexpected(
        yaml_syntax_error(text, file, line, lines.column(exception.mark), exception.msg));
  }
  return builder.take();
}

}  // namespace trustctl
