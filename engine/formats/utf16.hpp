#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// Text as Windows keeps it in a property: UTF-16, little-endian, with a NUL behind it. Nothing
/// where `text` is not UTF-8 or holds a NUL, which would end it early. Half a surrogate pair, which
/// Windows lets stand, is written as three bytes (WTF-8), so that all text of Windows comes back as
/// it was.
std::optional<Bytes> write_utf16_property(std::string_view text);

/// The text of such a property, up to the first NUL or the end; an odd byte at the end is passed
/// over. Half a surrogate pair becomes three bytes that are no UTF-8, and write_utf16_property
/// reads them again.
std::string read_utf16_property(ByteView data);

}  // namespace trustctl
