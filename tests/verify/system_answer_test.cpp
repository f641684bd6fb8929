#include "engine/verify/system_answer.hpp"

#include <catch2/catch.hpp>

#include "tests/support/support.hpp"
#include "tests/verify/lab.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::uint32_t partial_chain = 0x10000;
constexpr std::uint32_t untrusted_root_policy = 0x800B0109;

Answer ours(Trust trust, const std::vector<Certificate>& path) {
  Answer answer;
  answer.trust = trust;
  for (const Certificate& certificate : path) {
    answer.path.push_back({certificate, {}, {}});
  }
  return answer;
}

SystemAnswer theirs(const std::vector<Certificate>& chain, std::uint32_t status = 0,
                    std::uint32_t policy = 0) {
  SystemAnswer answer{status, policy, {}};
  for (const Certificate& certificate : chain) {
    answer.chain.push_back({certificate, 0});
  }
  return answer;
}

}  // namespace

TEST_CASE("Windows trusts only what its chain and its policy have nothing against",
          "[verify][system]") {
  CHECK(theirs({}).trusted());
  CHECK_FALSE(theirs({}, partial_chain).trusted());
  CHECK_FALSE(theirs({}, 0, untrusted_root_policy).trusted());
}

TEST_CASE("equal verdicts by the same path do not differ", "[verify][system]") {
  Lab lab;
  const std::vector<Certificate> path = {lab.leaf(), lab.issuing(), lab.root()};

  CHECK(differences(ours(Trust::trusted, path), theirs(path)).empty());
  CHECK(differences(ours(Trust::untrusted, {path[0]}), theirs(path, partial_chain)).empty());
}

TEST_CASE(
    "where the answer is open for what Windows may fetch, only trust without fetching differs",
    "[verify][system]") {
  Lab lab;
  const std::vector<Certificate> path = {lab.leaf()};
  Answer open = ours(Trust::could_not_tell, path);
  open.may_fetch = MayFetch{{"http://pki.example/ca.cer"}, MayFetch::Root::no};
  CHECK(differences(open, theirs(path, partial_chain)).empty());
  CHECK(differences(open, theirs(path)).size() == 1);

  SystemAnswer fetched = theirs(path);
  fetched.fetched = true;
  CHECK(differences(open, fetched).empty());
  open.may_fetch.reset();
  CHECK(differences(open, fetched).size() == 1);
}

TEST_CASE("a verdict that only one side has is a difference", "[verify][system]") {
  Lab lab;
  const std::vector<Certificate> path = {lab.leaf(), lab.issuing(), lab.root()};

  CHECK(differences(ours(Trust::trusted, path), theirs(path, 0, untrusted_root_policy)) ==
        std::vector<std::string>{"by its stores it is trusted, and Windows does not trust it"});
  CHECK(differences(ours(Trust::untrusted, path), theirs(path)) ==
        std::vector<std::string>{"Windows trusts it, and by its stores it is not trusted"});
  CHECK(differences(ours(Trust::could_not_tell, path), theirs(path, partial_chain)) ==
        std::vector<std::string>{"Windows has an answer, and here there is none"});
}

TEST_CASE("two good paths differ where they part", "[verify][system]") {
  Lab lab;
  const std::vector<Certificate> path = {lab.leaf(), lab.issuing(), lab.root()};
  const std::vector<Certificate> shorter = {path[0], path[1]};

  CHECK(differences(ours(Trust::trusted, path), theirs(shorter)) ==
        std::vector<std::string>{"both trust it by different paths: at link 3 Windows has nothing, "
                                 "and here it is " +
                                 path[2].label()});
}
