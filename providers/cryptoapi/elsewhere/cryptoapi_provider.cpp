#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl {

constinit const std::string_view cryptoapi_unavailable =
    "not available in this build: needs Windows";

// (Where there is one it keeps the text, and takes it by value.)
// NOLINTNEXTLINE(performance-unnecessary-value-param)
std::unique_ptr<Provider> make_cryptoapi_provider(StoreLocation, std::string, Progress*) {
  return nullptr;
}

}  // namespace trustctl
