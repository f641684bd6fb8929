#include "tests/contract/providers.hpp"

namespace trustctl::contract {

std::vector<const Harness*> platform_harnesses() { return {}; }

}  // namespace trustctl::contract
