#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

PropertyWishes everything() {
  return {"Lab", "the lab's", std::set<Oid>{purpose("server_auth"), purpose("client_auth")}};
}

// What site "lab" wants in Root, on a target that can hold these.
Plan held_in_root(std::set<Field> holds, const PropertyWishes& wishes, const Policy& policy = {}) {
  StoreRule rule;
  rule.holds = std::move(holds);
  Capabilities capabilities;
  capabilities.stores.emplace(store("Root"), rule);
  return make_plan(desire({{"Root", present({wanted(lab_root(), wishes)})}}), {}, capabilities,
                   policy, today(), unquestioned);
}

Capabilities one_store_each() {
  Capabilities capabilities = all_capabilities();
  capabilities.placement = Capabilities::Placement::one_store_per_certificate;
  return capabilities;
}

}  // namespace

TEST_CASE("purposes that cannot be held are an error before anything is written", "[plan]") {
  PropertyWishes wishes;
  wishes.purposes = std::set<Oid>{purpose("server_auth")};
  const auto plan = held_in_root({Field::owners}, wishes);

  const Finding finding = only(plan, RuleId::cannot_hold);
  CHECK(finding.level == Level::error);
  CHECK(finding.where->line == 7);
  CHECK(finding.message.find("purposes") != std::string::npos);
  CHECK(!std::get<Add>(plan.changes.at(0).change).after.purposes.has_value());
  CHECK(plan.blocked());
}

TEST_CASE("text that cannot be held is at most a warning", "[plan]") {
  PropertyWishes wishes;
  wishes.friendly_name = "Lab";
  const auto plan = held_in_root({Field::owners}, wishes);

  CHECK(only(plan, RuleId::cannot_hold).level == Level::warning);
  CHECK(!plan.blocked());
}

TEST_CASE("a target that knows some purposes says which, and holds what it can", "[plan]") {
  StoreRule rule;
  rule.holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners};
  rule.purposes = std::set<Oid>{purpose("server_auth")};
  Capabilities capabilities;
  capabilities.other_stores = rule;
  const auto plan = make_plan(desire({{"Root", present({wanted(lab_root(), everything())})}}), {},
                              capabilities, {}, today(), unquestioned);

  CHECK(only(plan, RuleId::cannot_hold).message.find("knows only server_auth") !=
        std::string::npos);
  CHECK(std::get<Add>(plan.changes.at(0).change).after.purposes ==
        std::set{purpose("server_auth")});
}

TEST_CASE("owners that cannot be held are one warning a store, not one an entry", "[plan]") {
  Capabilities capabilities;
  capabilities.other_stores = StoreRule{};
  const auto plan =
      make_plan(desire({{"Root", present({wanted(lab_root()), wanted(fixture("single-root"))})}}),
                {}, capabilities, {}, today(), unquestioned);

  const Finding finding = only(plan, RuleId::cannot_hold);
  CHECK(finding.level == Level::warning);
  CHECK(finding.message.find("no place for owners") != std::string::npos);
  CHECK(plan.changes.size() == 2);
}

TEST_CASE("a bundle's properties that cannot be held are said once", "[plan]") {
  Capabilities capabilities;
  capabilities.other_stores = StoreRule{.writable = true, .holds = {Field::owners}, .purposes = {}};
  PropertyWishes wishes;
  wishes.description = "partners";
  const auto plan = make_plan(desire({{"Root", present({wanted(lab_root(), wishes),
                                                        wanted(fixture("single-root"), wishes)})}}),
                              {}, capabilities, {}, today(), unquestioned);

  CHECK(only(plan, RuleId::cannot_hold).message.find("and 1 more of wanted") != std::string::npos);
}

TEST_CASE("a store that the target does not have is one error, and no change", "[plan]") {
  Capabilities capabilities;
  capabilities.stores.emplace(store("Root"), *all_capabilities().other_stores);
  const auto plan = make_plan(
      desire({{"CA", present({wanted(fixture("lab-policy")), wanted(fixture("lab-issuing-1"))})}}),
      {}, capabilities, {}, today(), unquestioned);

  CHECK(plan.changes.empty());
  const Finding finding = only(plan, RuleId::cannot_hold);
  CHECK(finding.level == Level::error);
  CHECK(finding.message.find("no store CA: 2 certificates") != std::string::npos);
}

TEST_CASE("a store that can only be read gives what is missing as unmet, and no change", "[plan]") {
  Capabilities capabilities = all_capabilities();
  capabilities.other_stores->writable = false;
  const auto plan = make_plan(desire({{"Root", present({wanted(lab_root())})}}), {}, capabilities,
                              {}, today(), unquestioned);

  CHECK(plan.changes.empty());
  const Finding finding = only(plan, RuleId::cannot_hold);
  CHECK(finding.level == Level::error);
  CHECK(finding.unmet);
  CHECK(finding.certificate == lab_root().fingerprint());
}

TEST_CASE("a store that another changes says who, and how", "[plan]") {
  Capabilities capabilities = all_capabilities();
  capabilities.other_stores->writable = false;
  capabilities.other_stores->changed_by = "it is theirs; ask them";
  const auto plan = make_plan(desire({{"NTAuth", present({wanted(lab_root())})}}), {}, capabilities,
                              {}, today(), unquestioned);

  CHECK(only(plan, RuleId::cannot_hold)
            .message.ends_with("is missing from NTAuth, which cannot be changed in this target: it "
                               "is theirs; ask them"));
}

TEST_CASE("cannot_hold follows the policy's level", "[plan]") {
  Policy policy;
  policy.levels[RuleId::cannot_hold] = {Level::ignore, Level::ignore};
  CHECK(held_in_root({}, everything(), policy).findings.empty());
}

TEST_CASE("with one store a certificate, a root goes to Root and not to CA", "[plan]") {
  const auto plan = make_plan(
      desire({{"CA", present({wanted(lab_root())})}, {"Root", present({wanted(lab_root())})}}), {},
      one_store_each(), {}, today(), unquestioned);

  REQUIRE(plan.changes.size() == 1);
  CHECK(store_of(plan.changes[0].change) == store("Root"));
  CHECK(only(plan, RuleId::cannot_hold).level == Level::info);
}

TEST_CASE("with one store a certificate, Disallowed wins over Root", "[plan]") {
  const auto plan = make_plan(desire({{"Disallowed", present({wanted(lab_root())})},
                                      {"Root", present({wanted(lab_root())})}}),
                              {}, one_store_each(), {}, today(), unquestioned);

  REQUIRE(plan.changes.size() == 1);
  CHECK(store_of(plan.changes[0].change) == store("Disallowed"));
  CHECK(!plan.blocked());
}

TEST_CASE("with one store a certificate, two other stores are an error", "[plan]") {
  const auto plan = make_plan(
      desire({{"Trust", present({wanted(lab_root())})}, {"Root", present({wanted(lab_root())})}}),
      {}, one_store_each(), {}, today(), unquestioned);

  CHECK(only(plan, RuleId::cannot_hold).level == Level::error);
  CHECK(plan.blocked());
}

TEST_CASE("with one store a certificate, the plan shows what a move takes away", "[plan]") {
  const auto plan =
      make_plan(desire({{"Root", present({wanted(lab_root())})}}),
                state({{"CA", {local(lab_root())}}}), one_store_each(), {}, today(), unquestioned);

  REQUIRE(plan.changes.size() == 2);
  CHECK(plan.changes[0].drift == Drift::misplaced);
  CHECK(std::get<Remove>(plan.changes[1].change).store == store("CA"));
  CHECK(plan.changes[1].cause.find("moved to Root") == 0);
}

TEST_CASE("with one store a certificate, somebody's distrust is not undone in passing", "[plan]") {
  const auto plan = make_plan(desire({{"Root", present({wanted(lab_root())})}}),
                              state({{"Disallowed", {local(lab_root())}}}), one_store_each(), {},
                              today(), unquestioned);

  CHECK(plan.changes.empty());
  CHECK(plan.blocked());
}
