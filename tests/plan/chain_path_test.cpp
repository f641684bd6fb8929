#include "engine/chains/chain_path.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;
using Names = std::vector<std::string>;

namespace {

std::vector<PathCandidate> candidates(const Names& roots, const Names& others) {
  std::vector<PathCandidate> all;
  for (const std::string& name : others) {
    all.push_back({fixture(name), false});
  }
  for (const std::string& name : roots) {
    all.push_back({fixture(name), true});
  }
  return all;
}

// Whether the path consists of these fixtures.
bool is_path(const ChainPath& path, const Names& names) {
  std::vector<Certificate> expected;
  for (const std::string& name : names) {
    expected.push_back(fixture(name));
  }
  return path.certificates == expected;
}

}  // namespace

TEST_CASE("a path goes from the leaf to its root, in order, whatever stands around", "[chain]") {
  const auto path =
      chain_path(fixture("server"),
                 candidates({"partner-root", "lab-root", "impostor-root"},
                            {"lab-issuing-2", "lab-policy", "lab-root", "lab-issuing-1"}),
                 today());

  CHECK(path.complete);
  CHECK(is_path(path, {"server", "lab-issuing-1", "lab-policy", "lab-root"}));
}

TEST_CASE("a root is its own path", "[chain]") {
  CHECK(is_path(chain_path(fixture("lab-root"), {}, today()), {"lab-root"}));
  CHECK(chain_path(fixture("lab-root"), {}, today()).complete);
}

TEST_CASE("the root that is in Root is preferred, over a cross-certificate if need be", "[chain]") {
  const Names others = {"lab-root", "lab-root-by-partner", "lab-policy", "partner-root"};

  CHECK(is_path(chain_path(fixture("lab-policy"), candidates({"lab-root"}, others), today()),
                {"lab-policy", "lab-root"}));
  CHECK(is_path(chain_path(fixture("lab-policy"), candidates({"partner-root"}, others), today()),
                {"lab-policy", "lab-root-by-partner", "partner-root"}));
}

TEST_CASE("a root that is in no Root still ends a path", "[chain]") {
  const auto path = chain_path(fixture("lab-policy"), candidates({}, {"lab-root"}), today());

  CHECK(path.complete);
  CHECK(is_path(path, {"lab-policy", "lab-root"}));
}

TEST_CASE("a path without its root goes as far as it goes", "[chain]") {
  const auto path = chain_path(
      fixture("server"), candidates({"impostor-root"}, {"lab-policy", "lab-issuing-1"}), today());

  CHECK_FALSE(path.complete);
  CHECK(is_path(path, {"server", "lab-issuing-1", "lab-policy"}));
}

TEST_CASE("certificates that issue one another end the search", "[chain]") {
  const auto path =
      chain_path(fixture("cyclic-a"), candidates({}, {"cyclic-a", "cyclic-b"}), today());

  CHECK_FALSE(path.complete);
  CHECK(is_path(path, {"cyclic-a", "cyclic-b"}));
}

TEST_CASE("a root in Root is taken before the same key certified by an older one", "[chain]") {
  const auto path = chain_path(
      fixture("rollover-issuing"),
      candidates({"rollover-old-root", "rollover-new-root"}, {"rollover-new-by-old"}), today());
  const auto without =
      chain_path(fixture("rollover-issuing"),
                 candidates({"rollover-old-root"}, {"rollover-new-by-old"}), today());

  CHECK(is_path(path, {"rollover-issuing", "rollover-new-root"}));
  CHECK(is_path(without, {"rollover-issuing", "rollover-new-by-old", "rollover-old-root"}));
}
