#pragma once

#include <string>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// A form of a Name (its whole DER element) in which two names are the same bytes when RFC 5280
/// §7.1 calls them equal: string types are brought to UTF-8, letters A to Z are folded, spaces are
/// trimmed and runs of them made one, and the attributes of a relative name are sorted. Other
/// letters are compared as they are. Attributes that are no strings are compared byte for byte.
std::string comparable_name(ByteView name);

}  // namespace trustctl
