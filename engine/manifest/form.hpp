#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/manifest/yaml_tree.hpp"
#include "engine/model/error.hpp"

namespace trustctl {

/// A word in quotes for a message, cut where it is long.
std::string quoted(std::string_view word);

/// The value of a key; null where the map has no such key.
const YamlNode* find(const YamlNode& map, std::string_view key);

/// Reads nodes as what they should be, and collects what is wrong with their form. Each reading
/// gives nothing where the node is refused. `what` names the value for the message: "'targets' of
/// chain 'lab'".
class Form {
 public:
  explicit Form(std::string file) : m_file(std::move(file)) {}

  Location at(const YamlNode& node) const { return {m_file, node.line, node.column}; }
  void refuse(const Location& where, std::string message);
  void refuse(const YamlNode& where, std::string message) { refuse(at(where), std::move(message)); }

  /// A map whose keys are among `keys`; unknown ones are refused, and the map is still read.
  const YamlNode* map(const YamlNode& node, std::string_view what,
                      std::span<const std::string_view> keys);
  /// A map with any names as keys, each of which must be a name (see is_name).
  const YamlNode* named(const YamlNode& node, std::string_view what);
  /// A list with at least one item.
  const YamlNode* list(const YamlNode& node, std::string_view what);
  /// Text: quoted, or plain and no number, boolean or null.
  std::optional<std::string> text(const YamlNode& node, std::string_view what);
  /// As `text`; a plain number is taken as it is written.
  std::optional<std::string> scalar(const YamlNode& node, std::string_view what);
  /// A list of texts, each at most once.
  std::vector<Declared<std::string>> texts(const YamlNode& node, std::string_view what);
  /// One of a few words, by its number among them.
  std::optional<std::size_t> word(const YamlNode& node, std::string_view what,
                                  std::span<const std::string_view> words);
  std::optional<std::int64_t> whole_number(const YamlNode& node, std::string_view what,
                                           std::int64_t least, std::int64_t most);

  /// "; did you mean 'x'?", or nothing. The first hundred get one: a hostile file must not cost
  /// time.
  std::string suggest(std::string_view word, std::span<const std::string_view> candidates);

  /// Whether something was refused at this very place.
  bool refused(const YamlNode& node) const { return m_places.count({node.line, node.column}) > 0; }
  /// Everything refused, sorted by place, each once.
  std::vector<Error> take_errors();
  bool good() const { return m_errors.empty(); }
  void add(std::vector<Error> errors);

 private:
  void refuse_type(const YamlNode& node, std::string_view what, std::string_view wanted);

  std::string m_file;
  std::vector<Error> m_errors;
  std::set<std::pair<std::size_t, std::size_t>> m_places;
  int m_suggestions = 0;
};

/// [A-Za-z0-9_][A-Za-z0-9._-]{0,63}: what targets, certificates, bundles and chains may be called.
bool is_name(std::string_view text);

}  // namespace trustctl
