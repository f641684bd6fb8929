#pragma once

#include <string_view>
#include <vector>

#include "engine/explain/code.hpp"
#include "engine/model/rule.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The codes that a person means: by hexadecimal in any case ("0x80090325", "80090325"), decimal,
/// signed or not ("-2146893019"), name, the beginning of a name or of what programs say, if it is
/// of one code alone, or by a message that holds one (codes_in_message). Spaces, hyphens and
/// underscores are the same, and so is case.
/// One number can be the code of several programs: all of them, each once, in the order of
/// all_codes(). What is written in hexadecimal is also read as a dwErrorStatus, and its bits are
/// added; what is written in decimal never is. The HRESULT of a Win32 error is that error.
/// Fails with not_found, naming what is near, and with invalid_input for a beginning of several
/// codes, naming them.
Result<std::vector<const CodeInfo*>> find_codes(std::string_view text);

/// The rule of trustctl's own that a person means by its name ("root_list_too_long", "root list too
/// long"); null: none. No code has the name of a rule.
const Rule* find_rule_by_words(std::string_view text);

}  // namespace trustctl
