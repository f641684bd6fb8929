#include <array>

#include "tests/contract/providers.hpp"

namespace trustctl::contract {

std::span<const Harness* const> harnesses() {
  static const std::array all = {&directory_harness(), &snapshot_harness()};
  return all;
}

}  // namespace trustctl::contract
