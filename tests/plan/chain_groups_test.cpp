#include "engine/chains/chain_groups.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Names = std::vector<std::string>;

namespace {

struct Held {
  std::string name;
  std::string stores;  // "R", "C", "RC"
};

// The fixtures' names, chain by chain.
std::vector<Names> chains(const std::vector<Held>& all) {
  std::vector<HeldAuthority> held;
  for (const Held& one : all) {
    std::set<StoreName> stores;
    for (const char letter : one.stores) {
      stores.insert(letter == 'R' ? StoreName::root() : StoreName::ca());
    }
    held.push_back({fixture(one.name), stores});
  }
  std::vector<Names> found;
  for (const auto& chain : recognise_chains(held)) {
    found.emplace_back();
    for (const std::size_t member : chain) {
      found.back().push_back(all[member].name);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("a chain is its root, then what is nearest to it", "[chain]") {
  CHECK(chains({{"lab-issuing-1", "C"}, {"lab-policy", "C"}, {"lab-root", "RC"}}) ==
        std::vector<Names>{{"lab-root", "lab-policy", "lab-issuing-1"}});
}

TEST_CASE("a root alone is no chain", "[chain]") {
  CHECK(chains({{"single-root", "R"}, {"lab-root", "RC"}}).empty());
}

TEST_CASE("what stands in another place than the chain's is left out, and what hangs on it",
          "[chain]") {
  CHECK(chains({{"lab-root", "R"}, {"lab-policy", "C"}, {"lab-issuing-1", "C"}}).empty());
  CHECK(chains({{"lab-root", "RC"}, {"lab-policy", "RC"}, {"lab-issuing-1", "C"}}).empty());
  CHECK(chains({{"lab-root", "RC"}, {"lab-policy", "C"}, {"lab-issuing-1", "R"}}) ==
        std::vector<Names>{{"lab-root", "lab-policy"}});
}

TEST_CASE("two roots that a cross-certificate joins are one chain", "[chain]") {
  const auto found = chains({{"lab-root", "RC"},
                             {"lab-policy", "C"},
                             {"partner-root", "RC"},
                             {"lab-root-by-partner", "C"}});

  REQUIRE(found.size() == 1);
  CHECK(found[0].size() == 4);
}

TEST_CASE("what only issues one another is no chain", "[chain]") {
  CHECK(chains({{"cyclic-a", "C"}, {"cyclic-b", "C"}}).empty());
}
