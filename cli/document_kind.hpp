#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// Whether a text is a saved plan, by what it says of itself and not by its name. A byte order mark
/// before it does not matter.
bool is_saved_plan(std::string_view text);

/// Why a text that is meant as a manifest is none, where it is one of trustctl's own files: a saved
/// plan or a snapshot; and what to do with that.
std::optional<Error> other_than_manifest(std::string_view text, const std::string& path);

}  // namespace trustctl
