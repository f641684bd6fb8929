#pragma once

#include <optional>

#include "engine/verify/answer.hpp"

namespace trustctl {

/// The code that a Windows client (Schannel, or CryptoAPI's chain policy where Schannel has none of
/// its own) would show for what is wrong with this path; of several, the one that Windows reports
/// first. Nothing where only rules of the strict view are broken.
std::optional<ClientCode> client_code(const Answer& answer);

}  // namespace trustctl
