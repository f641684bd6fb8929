#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/plan/plan.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// The changes of each store, in the order of the plan.
using ChangesByStore = std::map<StoreName, std::vector<const PlannedChange*>>;
ChangesByStore by_store(std::span<const PlannedChange> changes);

/// Phrases side by side, three spaces between them, `indent` spaces before each line; a new line
/// where the next one would pass text_width.
std::string flowed(std::span<const std::string> phrases, std::size_t indent);

/// What a change is about, below its first line: the SHA-256 in full, what is written or differs,
/// the cause.
std::string change_details(const PlannedChange& planned, std::size_t indent);

/// "add", "update", "remove".
std::string_view action_of(const Change& change);
/// "add Lab Root CA (9189fa…) in Root", not yet escaped.
std::string name_of(const Change& change);

/// The findings that stand in nothing's way, a line each.
std::string remarks_text(std::span<const Finding> findings, Colours colours);

/// ", 3 of them nobody's (apply --adopt takes them over)"; empty where there are none.
std::string nobodys_text(std::size_t count);

/// The line of a target whose stores have not reached those who trust them, or nothing.
std::string rebuild_text(const Plan& plan, Colours colours);

/// What is carried out though the whole may not: "; what is distrusted is changed all the same (1
/// change)", or nothing.
std::string hurried_text(const Plan& plan);

/// "blocked: 2 errors stand in the way of this target", or nothing.
std::string blocked_text(const Plan& plan, Colours colours);

/// "site.yaml:12", or nothing.
std::string declared_line(const PlannedChange& planned);

}  // namespace trustctl
