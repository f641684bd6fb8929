#pragma once

#include <string>
#include <vector>

#include "engine/model/certificate.hpp"

namespace trustctl {

/// Aliases for certificates, which may repeat: readable, unique, also good as names of files on
/// every system. A certificate whose label nobody else has is called by it; others bear the
/// beginning of their SHA-256, so that a name does not depend on who else is there or in what
/// order. aliases[i] belongs to certificates[i]; repeated certificates are numbered.
std::vector<std::string> capture_names(const std::vector<Certificate>& certificates);

}  // namespace trustctl
