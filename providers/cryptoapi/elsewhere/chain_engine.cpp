#include "providers/cryptoapi/chain_engine.hpp"

namespace trustctl {

Result<SystemAnswer> ask_chain_engine(const Question&, StoreLocation, Fetching) {
  return tl::unexpected(
      Error{ErrorCode::unsupported, "Windows' chain engine needs Windows", std::nullopt});
}

}  // namespace trustctl
