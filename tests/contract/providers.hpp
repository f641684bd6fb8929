#pragma once

#include "tests/contract/harness.hpp"

namespace trustctl::contract {

/// One harness a provider, in its own file; harnesses.cpp lists them.
const Harness& directory_harness();
const Harness& snapshot_harness();

}  // namespace trustctl::contract
