#pragma once

#include <cstdint>
#include <string>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// Two lower-case digits an octet: "0a1b".
std::string hexadecimal(ByteView octets);

/// A code as winerror.h and wincrypt.h print it: "0x80090325".
std::string hexadecimal_code(std::uint32_t code);

}  // namespace trustctl
