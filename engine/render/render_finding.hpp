#pragma once

#include <span>
#include <string>

#include "engine/model/finding.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

class JsonWriter;

/// Whether a finding stands in the way of its plan: an error about what is declared. It goes to the
/// error stream with its place, and not into the text of the result.
bool stands_in_the_way(const Finding& finding);

/// How many say that something declared is not reached.
std::size_t count_unmet(std::span<const Finding> findings);
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
