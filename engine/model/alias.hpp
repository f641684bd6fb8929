#pragma once

#include <string>
#include <string_view>

namespace trustctl {

/// What a certificate of this label may be called in a manifest and in a file name: at most 48
/// lower-case letters, digits and hyphens; "certificate" where nothing is left.
std::string alias_of(std::string_view label);

}  // namespace trustctl
