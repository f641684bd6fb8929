#pragma once

#include <memory>
#include <string_view>

#include "engine/progress.hpp"
#include "engine/provider.hpp"

namespace trustctl {

/// Whose stores (Microsoft: "System Store Locations").
enum class StoreLocation { local_machine, current_user };

/// Why this build has no such provider; empty: it has.
extern const std::string_view cryptoapi_unavailable;

/// The certificate stores of this Windows computer, or of the user who runs trustctl. Opens nothing
/// yet. `progress` is borrowed and may be null. Null where this build has no such provider.
std::unique_ptr<Provider> make_cryptoapi_provider(StoreLocation location, Progress* progress);

}  // namespace trustctl
