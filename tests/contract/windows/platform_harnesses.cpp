#include "tests/contract/providers.hpp"

namespace trustctl::contract {

std::vector<const Harness*> platform_harnesses() { return {&cryptoapi_harness()}; }

}  // namespace trustctl::contract
