#pragma once

#include <vector>

#include "engine/manifest/target_builder.hpp"

namespace trustctl {

/// The certificates that a selector means, each as an absence that only removes and gives no reason
/// yet. A digest or subject that no certificate at hand has is one too.
std::vector<DesiredAbsence> absences_of(const Declared<Selector>& selector, const Aliases& aliases);

}  // namespace trustctl
