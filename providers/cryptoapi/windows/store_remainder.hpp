#pragma once

#include <vector>

#include "engine/model/finding.hpp"
#include "providers/cryptoapi/windows/system_store.hpp"

namespace trustctl::cryptoapi {

/// What a physical store holds that is no certificate which Windows gave: trust lists and
/// revocation lists, and keys of the registry that it passed over in silence. `certificates` are
/// those that it gave. Where the number of keys is theirs, no key is looked at: that is nearly
/// always.
Result<std::vector<Finding>> find_remainder(const SystemStore& store,
                                            const std::vector<CertificateContext>& certificates,
                                            const PhysicalStore& physical, StoreLocation location,
                                            const StoreName& name);

}  // namespace trustctl::cryptoapi
