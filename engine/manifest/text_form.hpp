#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// Without its UTF-8 byte order mark, where it has one.
std::string_view without_byte_order_mark(std::string_view text);

/// Whether a text is UTF-16, which is what the > of Windows PowerShell writes.
bool is_utf16(std::string_view text);

/// What to say of such a file.
inline constexpr std::string_view utf16_message =
    "the file is UTF-16, as PowerShell's > writes it; save it as UTF-8";

/// Why a text cannot be a manifest before any grammar is asked: it is UTF-16 (what PowerShell's `>`
/// writes), not UTF-8, or holds control characters. Nothing where it can.
std::optional<Error> unreadable_text(std::string_view text, const std::string& file);

}  // namespace trustctl
