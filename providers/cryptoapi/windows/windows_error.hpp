#pragma once

#include <cstdint>
#include <string>

#include "engine/model/error.hpp"

namespace trustctl::cryptoapi {

/// What Windows said of a call that failed: `action` ("cannot open LocalMachine\Root"), then the
/// reason in words where there are some, else the code as event logs print it. Access denied ends
/// with `who` to be.
Error windows_error(const std::string& action, std::uint32_t code, const std::string& who);

}  // namespace trustctl::cryptoapi
