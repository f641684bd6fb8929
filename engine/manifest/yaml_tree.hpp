#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/error.hpp"
#include "engine/result.hpp"

namespace trustctl {

struct YamlPair;

/// One node of a YAML document, and where it stands.
struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, sequence, map };

  Kind kind = Kind::null;
  bool plain = true;         ///< a scalar without quotes, and no block scalar
  std::uint32_t line = 1;    ///< from 1
  std::uint32_t column = 1;  ///< from 1, in characters
  std::string text;          ///< of a scalar
  std::vector<YamlNode> items;
  std::vector<YamlPair> pairs;  ///< in the order of the file; keys are scalars, each once
};

/// One key of a map and its value. A value that is left out stands where its key stands.
struct YamlPair {
  YamlNode key;
  YamlNode value;
};

/// The most nodes that a document may have, once its aliases are written out.
inline constexpr std::size_t yaml_node_limit = 200'000;
/// The most characters that its aliases may add.
inline constexpr std::size_t yaml_expansion_limit = std::size_t{8} * 1024 * 1024;
/// The most of `[`, `{`, `!`, `&` and `*` in its text: what bounds the scanner's own memory.
inline constexpr std::size_t yaml_indicator_limit = 100'000;

/// A document that can be read on although something in it is refused.
struct YamlDocument {
  YamlNode root;
  std::vector<Error> errors;  ///< duplicate keys, keys that are no text, tags
};

/// Reads the one document of a YAML text (UTF-8, with or without BOM), aliases written out, nested
/// at most `depth_limit` deep. An empty text is a null root. Fails at what cannot be read past:
/// another encoding, control characters, syntax, a second document, and every bound above.
Result<YamlDocument> read_yaml(std::string_view text, const std::string& file, int depth_limit);

}  // namespace trustctl
