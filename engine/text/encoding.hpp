#pragma once

#include <string_view>

namespace trustctl {

/// Without its UTF-8 byte order mark, where it has one.
std::string_view without_byte_order_mark(std::string_view text);

/// Whether a text is UTF-16, which is what the > of Windows PowerShell writes: by its mark, or by a
/// NUL in one of its first two bytes.
bool is_utf16(std::string_view text);

/// What to say of such a file.
inline constexpr std::string_view utf16_message =
    "the file is UTF-16, as PowerShell's > writes it; save it as UTF-8";

}  // namespace trustctl
