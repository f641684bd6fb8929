#pragma once

#include <span>
#include <string>

#include "engine/model/finding.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

class JsonWriter;

/// ", 2 unmet" for a summary; empty for none.
std::string unmet_text(std::size_t count);

/// "site.yaml:12:5: warning: MESSAGE (rule)", the level in its colour; escaped, one line.
std::string finding_text(const Finding& finding, Colours colours);

/// The member `findings` of the open object: all of them.
void write_findings(JsonWriter& json, std::span<const Finding> findings);
/// A member that is a place in a file, or null.
void write_place(JsonWriter& json, std::string_view name, const std::optional<Location>& where);
/// The member `errors` of the open object.
void write_errors(JsonWriter& json, std::span<const Error> errors);

}  // namespace trustctl
