#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/harness.hpp"

namespace trustctl::contract {

/// A provider that breaks one promise of engine/provider.hpp, and a case of the suite that must see
/// it.
struct Liar {
  std::string_view lie;
  std::string_view caught_by;
  std::unique_ptr<Harness> harness;
};

/// Every liar there is, around an honest provider.
std::vector<Liar> liars(const Harness& honest);

}  // namespace trustctl::contract
