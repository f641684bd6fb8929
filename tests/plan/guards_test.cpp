#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("the twin of a protected root may not be put into Disallowed either", "[plan]") {
  Policy policy;
  policy.protect = {lab_root().fingerprint()};

  const Plan plan = make_plan(desire({{"Disallowed", present({wanted(twin_of(lab_root()))})}}),
                              state({{"Root", {local(lab_root())}}}), all_capabilities(), policy,
                              today(), unquestioned);

  REQUIRE(plan.refusals.size() == 1);
  CHECK(plan.refusals.front().guard == "protect");
}

TEST_CASE("removing or distrusting a protected certificate by name is refused", "[plan]") {
  Policy policy;
  policy.protect = {lab_root().fingerprint()};
  const auto removed = planned(desire({{"Root", without(absent(lab_root().fingerprint()))}}),
                               state({{"Root", {local(lab_root())}}}), policy);
  const auto distrusted =
      planned(desire({{"Disallowed", present({wanted(lab_root())})}}), {}, policy);

  CHECK(removed.refusals.at(0).guard == "protect");
  CHECK(distrusted.refusals.at(0).guard == "protect");
}

TEST_CASE("more removals than allowed are refused, with the number that would allow them",
          "[plan]") {
  Policy policy;
  policy.max_removals = 1;
  const auto actual =
      state({{"Root", {local(lab_root(), {"lab"})}}, {"CA", {local(stranger(), {"lab"})}}});
  const auto refused = planned(desire({}), actual, policy);
  policy.max_removals = 2;

  REQUIRE(refused.refusals.size() == 1);
  CHECK(refused.refusals[0].guard == "max_removals");
  CHECK(refused.refusals[0].message.find("removes 2 entries and at most 1") != std::string::npos);
  CHECK(refused.refusals[0].message.find("--max-removals 2") != std::string::npos);
  CHECK(planned(desire({}), actual, policy).refusals.empty());
}

namespace {

// What is refused, and why, of a plan that gives `root` these purposes in `where`.
std::vector<Refusal> refused_purposes(const std::optional<std::set<Oid>>& before,
                                      const std::set<Oid>& after, const Policy& policy,
                                      std::string_view where = "Root") {
  Entry entry = local(lab_root());
  entry.places.front().properties.purposes = before;
  PropertyWishes wishes;
  wishes.purposes = after;
  return planned(desire({{where, present({wanted(lab_root(), wishes)})}}),
                 state({{where, {entry}}}), policy)
      .refusals;
}

}  // namespace

TEST_CASE("a protected certificate may not lose a purpose", "[plan]") {
  Policy policy;
  policy.protect = {lab_root().fingerprint()};
  const std::set server = {purpose("server_auth")};
  const std::set both = {purpose("server_auth"), purpose("client_auth")};

  CHECK(refused_purposes(std::nullopt, {}, policy).at(0).guard == "protect");
  CHECK(refused_purposes(std::nullopt, server, policy).at(0).guard == "protect");
  CHECK(refused_purposes(both, server, policy).at(0).message.find("may not lose a purpose") !=
        std::string::npos);
  CHECK(refused_purposes(server, both, policy).empty());
  CHECK(refused_purposes(both, server, policy, "Disallowed").empty());
}

TEST_CASE("an entry that is left no purpose counts as a removal", "[plan]") {
  Policy policy;
  policy.max_removals = 0;
  const std::set server = {purpose("server_auth")};
  const auto disabled = refused_purposes(server, {}, policy);

  REQUIRE(disabled.size() == 1);
  CHECK(disabled[0].message.find("this plan disables 1 entry and at most 0") == 0);
  CHECK(refused_purposes(std::nullopt, server, policy).empty());
}

TEST_CASE("what is declared in Disallowed and stays in another store counts as a removal",
          "[plan]") {
  Policy policy;
  policy.max_removals = 0;
  const auto refused = [&policy](const std::vector<Entry>& entries) {
    return planned(desire({{"Disallowed", present({wanted(lab_root())})}}),
                   state({{"Root", entries}}), policy)
        .refusals;
  };

  CHECK(refused({}).empty());
  const auto one = refused({by_vendor(lab_root())});
  REQUIRE(one.size() == 1);
  CHECK(one[0].message.find("this plan distrusts 1 entry and at most 0") == 0);
}
