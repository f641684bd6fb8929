#pragma once

#include <string>
#include <string_view>

#include "engine/manifest/yaml_tree.hpp"

namespace trustctl {

/// Whether a text is to be read as JSON (RFC 8259) and not as YAML: it begins with `{`, and its
/// file is called *.json or all of it is JSON. (YAML 1.2 wants to hold JSON and does not: it takes
/// each half of `\ud83d\ude00`, one character of JSON, for a character of its own, which is none.)
bool is_json(std::string_view text, const std::string& file);

/// Reads a JSON document into the tree that YAML gives: strings are quoted scalars, numbers and
/// booleans plain ones as they are written. The limits are those of YAML, and places count
/// characters. Fails with the place for what is no JSON, a key that stands twice, half a surrogate
/// pair, another encoding, and every bound.
Result<YamlDocument> read_json(std::string_view text, const std::string& file, int depth_limit);

}  // namespace trustctl
