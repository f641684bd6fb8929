#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// The text of an ASN.1 string type (by its tag) as UTF-8: UTF8String as it is, BMPString and
/// UniversalString from UCS-2 and UCS-4, the one-octet types as Latin-1 (T61String too, as
/// everybody uses it). Nothing where it is no string type, or holds what is no character.
std::optional<std::string> string_text(std::uint8_t tag, ByteView contents);

/// Whether `string_text` gives a text; about 1 ns an octet.
bool is_text(std::uint8_t tag, ByteView contents);

}  // namespace trustctl
