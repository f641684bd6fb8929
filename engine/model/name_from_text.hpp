#pragma once

#include <string_view>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A Name element from its RFC 4514 text, the most specific part first: "CN=Old Root,O=Lab". Types
/// are the short names of name_text, in any case, Windows' E and S, or dotted; values may be
/// escaped, or '#' and the hexadecimal octets of an element. Spaces around ',', '+' and '=' are
/// passed over. What is written as text becomes a UTF8String. Fails with invalid_input.
Result<Bytes> name_from_text(std::string_view text);

}  // namespace trustctl
