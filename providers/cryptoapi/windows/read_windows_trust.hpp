#pragma once

#include <vector>

#include "engine/model/finding.hpp"
#include "engine/model/store_contents.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl::cryptoapi {

/// What the registry says about trust beside the stores. Group Policy's switches over the roots are
/// findings too, and so is what cannot be read; verdicts that hang on it stay open. The list of
/// automatic root update (some hundred kilobytes) is read where raw detail is wanted.
WindowsTrust read_windows_trust(StoreLocation location, Detail detail,
                                std::vector<Finding>& findings);

}  // namespace trustctl::cryptoapi
