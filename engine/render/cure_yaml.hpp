#pragma once

#include <span>
#include <string>

#include "engine/verify/cure.hpp"

namespace trustctl {

/// The lines of a manifest that declare these cures, ready to paste: certificates as PEM, each
/// once. Empty where there are none.
std::string cure_yaml(std::span<const Cure> cures);

}  // namespace trustctl
