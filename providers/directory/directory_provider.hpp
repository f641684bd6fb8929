#pragma once

#include <memory>
#include <string>

#include "engine/progress.hpp"
#include "engine/provider.hpp"

namespace trustctl {

/// A target that is a directory: one subdirectory a store, one file a certificate (README.md has
/// the layout). Opens nothing yet. `progress` is borrowed and may be null.
std::unique_ptr<Provider> make_directory_provider(std::string path, Progress* progress);

}  // namespace trustctl
