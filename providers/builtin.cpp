#include "providers/builtin.hpp"

namespace trustctl {

std::span<const ProviderInfo> builtin_providers() { return {}; }

Result<std::unique_ptr<Provider>> make_provider(const TargetDeclaration& target,
                                                const ProviderContext&) {
  return tl::unexpected(Error{ErrorCode::not_found,
                              "unknown provider '" + target.provider.value + "'",
                              target.provider.at});
}

}  // namespace trustctl
