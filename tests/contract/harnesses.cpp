#include <vector>

#include "tests/contract/providers.hpp"

namespace trustctl::contract {

std::span<const Harness* const> harnesses() {
  static const std::vector<const Harness*> all = [] {
    std::vector<const Harness*> list = {&directory_harness(), &snapshot_harness()};
    for (const Harness* harness : platform_harnesses()) {
      list.push_back(harness);
    }
    return list;
  }();
  return all;
}

}  // namespace trustctl::contract
