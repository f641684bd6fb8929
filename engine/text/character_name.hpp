#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace trustctl {

/// A character for somebody who may not see it, or takes it for another: "U+2013 EN DASH". The name
/// (Unicode Character Database, UnicodeData.txt) is there for dashes, quotation marks, blanks and
/// invisible characters, which is what pasted text brings; any other has its code point alone, and
/// what ASCII prints stands beside it: "'x' (U+0078)".
std::string character_name(char32_t character);

/// The same of the character that a text, which is not empty, begins with; "the byte 0xff, which is
/// not UTF-8" where it begins with none.
std::string first_character_name(std::string_view text);

/// The bytes of a mark that a text begins with and that nobody sees, or sees as a blank: U+00A0,
/// U+200B, U+200E, U+200F, U+202A to U+202F, U+FEFF. Web pages, mail programs and Windows' own
/// dialogs put them around what is copied. 0: it begins with something else.
std::size_t invisible_mark(std::string_view text);

}  // namespace trustctl
