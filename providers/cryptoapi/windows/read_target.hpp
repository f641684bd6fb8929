#pragma once

#include "engine/model/store_contents.hpp"
#include "engine/progress.hpp"
#include "engine/result.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl::cryptoapi {

/// Provider::read. Root holds AuthRoot's entries (unless Group Policy switches those off) and those
/// of smart cards too, as Windows shows them. A store that one of its physical stores cannot be
/// read of is an error: half of it might be a pass that is none. What a user inherits is
/// LocalMachine's.
Result<TargetState> read_target(StoreLocation location, const Selection& selection,
                                Progress* progress);

}  // namespace trustctl::cryptoapi
