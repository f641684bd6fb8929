#pragma once

#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/model/entry.hpp"

namespace trustctl {

/// Every wish is as it should be already. Cheap: nothing is copied.
bool fulfilled(const Properties& properties, const PropertyWishes& wishes);

/// The properties with every wish granted.
Properties granted(Properties properties, const PropertyWishes& wishes);

/// The fields among friendly name, description and purposes that `wanted` sets to something which
/// `held` does not have. (Owners are no wish of a manifest.)
std::vector<Field> lost_fields(const Properties& wanted, const Properties& held);

/// Only the wish for purposes: what may be asked of an entry that is not ours.
PropertyWishes purposes_only(const PropertyWishes& wishes);

}  // namespace trustctl
