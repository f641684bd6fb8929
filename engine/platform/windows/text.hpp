#pragma once

#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl::windows {

/// UTF-8 as Windows wants it. Fails with invalid_input where it is no UTF-8, or holds a NUL.
Result<std::wstring> to_wide(std::string_view utf8);
/// UTF-16 as trustctl keeps it; half a surrogate pair becomes U+FFFD.
std::string to_utf8(std::wstring_view wide);

}  // namespace trustctl::windows
