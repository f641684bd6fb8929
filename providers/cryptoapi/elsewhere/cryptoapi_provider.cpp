#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl {

constinit const std::string_view cryptoapi_unavailable =
    "not available in this build: needs Windows";

std::unique_ptr<Provider> make_cryptoapi_provider(StoreLocation, Progress*) { return nullptr; }

}  // namespace trustctl
