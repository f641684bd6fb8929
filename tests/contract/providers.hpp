#pragma once

#include <vector>

#include "tests/contract/harness.hpp"

namespace trustctl::contract {

/// One harness a provider, in its own file; harnesses.cpp lists them.
const Harness& directory_harness();
const Harness& snapshot_harness();
const Harness& cryptoapi_harness();  // windows/

/// Those of providers that only this platform has.
std::vector<const Harness*> platform_harnesses();

}  // namespace trustctl::contract
