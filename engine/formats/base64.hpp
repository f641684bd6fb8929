#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// RFC 4648 §4, padded, without line breaks.
std::string base64_encode(ByteView bytes);

/// Reads RFC 4648 §4. Space, tab, CR and LF are passed over; padding is required; unused bits must
/// be zero. Nothing where the text is anything else. About 1 GB/s.
std::optional<Bytes> base64_decode(std::string_view text);

}  // namespace trustctl
