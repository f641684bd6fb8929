#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

TEST_CASE("every certificate of a distrusted subject that is at hand goes into Disallowed",
          "[plan]") {
  const auto wish = desire({{"Root", without(absent(*Subject::parse("CN=Renewed Root CA,O=Lab"),
                                                    AbsentAction::distrust))}});

  const auto plan = planned(wish, state({{"Root", {local(fixture("renewed-root-1"))}},
                                         {"CA", {local(fixture("renewed-root-2"))}}}));

  CHECK(std::count_if(plan.changes.begin(), plan.changes.end(), [](const auto& change) {
          return std::holds_alternative<Add>(change.change) &&
                 store_of(change.change) == StoreName::disallowed();
        }) == 2);
  CHECK(only(planned(wish, state({{"Root", {local(lab_root())}}})), RuleId::not_at_hand)
            .message.starts_with("CN=Renewed Root CA,O=Lab cannot be put into Disallowed"));
}

TEST_CASE("a twin in Disallowed outweighs what is declared, as the certificate itself would",
          "[plan]") {
  const Plan plan = planned(desire({{"Root", present({wanted(lab_root())})}}),
                            state({{"Disallowed", {local(twin_of(lab_root()))}},
                                   {"Root", {local(lab_root(), {"lab"})}}}));

  const Finding stays = only(plan, RuleId::stays_distrusted);
  CHECK(stays.unmet);
  CHECK(stays.message.find(twin_of(lab_root()).fingerprint().hex()) != std::string::npos);
  CHECK(!plan.in_sync());
}

TEST_CASE("what is distrusted leaves its store and goes into Disallowed, owned", "[plan]") {
  const auto plan =
      planned(desire({{"Root", without(absent(lab_root().fingerprint(), AbsentAction::distrust))}}),
              state({{"Root", {local(lab_root())}}}));

  REQUIRE(plan.changes.size() == 2);
  const Add& add = std::get<Add>(plan.changes[0].change);
  CHECK(add.store == store("Disallowed"));
  CHECK(add.after.owners == std::set{site("lab")});
  CHECK(plan.changes[0].drift == Drift::missing);
  CHECK(std::get<Remove>(plan.changes[1].change).store == store("Root"));
  CHECK(plan.changes[1].drift == Drift::unexpected);
}

TEST_CASE("distrust takes the bytes from a policy entry, and leaves that alone", "[plan]") {
  const auto plan =
      planned(desire({{"Root", without(absent(lab_root().thumbprint(), AbsentAction::distrust))}}),
              state({{"CA", {by_policy(lab_root())}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(std::get<Add>(plan.changes[0].change).certificate == lab_root());
}

TEST_CASE("what is distrusted already is satisfied, and is not pruned", "[plan]") {
  const auto plan =
      planned(desire({{"Root", without(absent(lab_root().fingerprint(), AbsentAction::distrust))}}),
              state({{"Disallowed", {local(lab_root(), {"lab"})}}}));

  CHECK(plan.in_sync());
  CHECK(plan.relied_on.size() == 1);
}

TEST_CASE("distrust of what nobody holds is said, and is no drift", "[plan]") {
  const auto plan = planned(
      desire({{"Root", without(absent(lab_root().fingerprint(), AbsentAction::distrust))}}), {});

  CHECK(plan.in_sync());
  CHECK(only(plan, RuleId::not_at_hand).level == Level::warning);
}

TEST_CASE("what is declared and stays in Disallowed is unmet, wherever it is declared", "[plan]") {
  const auto wish =
      desire({{"CA", present({wanted(lab_root())})}, {"Root", present({wanted(lab_root())})}});
  const auto by_hand = planned(wish, state({{"CA", {local(lab_root())}},
                                            {"Disallowed", {local(lab_root())}},
                                            {"Root", {local(lab_root())}}}));
  const auto imposed = planned(wish, state({{"Disallowed", {by_policy(lab_root())}}}));

  CHECK(by_hand.changes.empty());
  CHECK(!by_hand.in_sync());
  CHECK(!by_hand.blocked());
  REQUIRE(by_hand.findings.size() == 2);
  CHECK(by_hand.findings[0].rule == RuleId::stays_distrusted);
  CHECK(by_hand.findings[1].store == store("Root"));
  CHECK(by_hand.findings[1].where->line == 7);
  CHECK(imposed.findings.size() == 2);
}

TEST_CASE("what leaves Disallowed is no longer distrusted", "[plan]") {
  const auto actual = state({{"Disallowed", {local(lab_root())}}});
  const auto taken_back =
      planned(desire({{"Root", present({wanted(lab_root())})},
                      {"Disallowed", without(absent(lab_root().fingerprint()))}}),
              actual);
  const auto pruned = planned(desire({{"Root", present({wanted(lab_root())})}}),
                              state({{"Disallowed", {local(lab_root(), {"lab"})}}}));

  CHECK(taken_back.changes.size() == 2);
  CHECK(taken_back.findings.empty());
  CHECK(pruned.changes.size() == 2);
  CHECK(pruned.findings.empty());
}

TEST_CASE("a distrust is urgent, and counts for nothing; but what is protected is not", "[plan]") {
  Policy policy;
  policy.max_removals = 0;
  const auto distrusting = [&policy] {
    return planned(
        desire({{"Root", without(absent(lab_root().fingerprint(), AbsentAction::distrust))}}),
        state({{"Root", {local(lab_root()), by_policy(lab_root()), local(stranger(), {"lab"})}}}),
        policy);
  };

  const Plan plan = distrusting();
  REQUIRE(plan.refusals.size() == 1);  // for the stranger(), which is pruned
  CHECK(plan.refusals[0].message.find("this plan removes 1 entry and at most 0") == 0);
  const Plan part = plan.urgent_part();
  REQUIRE(part.changes.size() == 2);
  CHECK(std::get<Add>(part.changes[0].change).store == StoreName::disallowed());
  CHECK(std::get<Remove>(part.changes[1].change).certificate == lab_root());
  CHECK_FALSE(plan.is_free());

  policy.protect = {lab_root().fingerprint()};
  CHECK(distrusting().urgent_part().changes.empty());
}

TEST_CASE("a target that cannot be written has nothing urgent", "[plan]") {
  TargetState actual = state({{"Root", {by_policy(lab_root())}}});
  actual.read_only = Error{ErrorCode::unsupported, "its hive is dirty"};
  const auto distrusted = absent(lab_root().fingerprint(), AbsentAction::distrust);
  CHECK(planned(desire({{"Root", without(distrusted)}}), actual).urgent_part().changes.empty());
}
