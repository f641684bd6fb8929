#pragma once

#include <vector>

#include "engine/model/finding.hpp"

namespace trustctl {

/// Sorts by store (what is about none first), level (gravest first), SHA-256 and rule. A
/// certificate's validity is said once and not for every store that holds it: as declared where it
/// is declared in any. That bytes do not decode is said once a store.
void put_in_order(std::vector<Finding>& findings);

}  // namespace trustctl
