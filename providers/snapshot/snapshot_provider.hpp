#pragma once

#include <memory>
#include <string>

#include "engine/provider.hpp"

namespace trustctl {

/// A target that is a snapshot file (README.md, schemas/snapshot.schema.json). Opens nothing yet.
std::unique_ptr<Provider> make_snapshot_provider(std::string file);

}  // namespace trustctl
