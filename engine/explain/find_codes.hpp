#pragma once

#include <string_view>
#include <vector>

#include "engine/explain/code.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The codes that a person means: by hexadecimal in any case ("0x80090325", "80090325"), decimal,
/// signed or not ("-2146893019"), name, the beginning of a name or of what programs say, if it is
/// of one code alone. Spaces, hyphens and underscores are the same, and so is case.
/// One number can be the code of several programs: all of them, each once, in the order of
/// all_codes(). A number that is none's own, or is written in hexadecimal, is also read as a
/// dwErrorStatus, and its bits are added. Fails with not_found, naming what is near, and with
/// invalid_input for a beginning of several codes, naming them.
Result<std::vector<const CodeInfo*>> find_codes(std::string_view text);

}  // namespace trustctl
