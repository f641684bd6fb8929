#pragma once

#include <string>
#include <vector>

#include "engine/model/entry.hpp"

namespace trustctl {

class JsonWriter;

/// "all" where there is no restriction, "none" where it is good for nothing, else the names.
std::string purposes_text(const std::optional<std::set<Oid>>& purposes);
/// "a, b"; "none" where it is nobody's.
std::string owners_text(const std::set<Site>& owners);

/// What is set, a phrase each: `friendly name "Lab Root"`, `purposes server_auth`. Escaped.
std::vector<std::string> property_phrases(const Properties& properties);
/// What differs, a phrase each: `friendly name: "a" → "b"`. Escaped.
std::vector<std::string> difference_phrases(const Properties& before, const Properties& after);

/// The members `friendly_name`, `description`, `purposes` and `owners` of the open object. Purposes
/// are dotted; null means all.
void write_property_members(JsonWriter& json, const Properties& properties);

}  // namespace trustctl
