#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// Why a text cannot be a manifest before any grammar is asked: it is UTF-16 (what PowerShell's `>`
/// writes), not UTF-8, or holds control characters. Nothing where it can.
std::optional<Error> unreadable_text(std::string_view text, const std::string& file);

}  // namespace trustctl
