#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

PropertyWishes wishes_named(const std::string& name) {
  PropertyWishes wishes;
  wishes.friendly_name = name;
  return wishes;
}

PropertyWishes for_servers() {
  PropertyWishes wishes;
  wishes.purposes = std::set<Oid>{purpose("server_auth")};
  return wishes;
}

}  // namespace

TEST_CASE("a certificate already present is not changed, and is relied on", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root())})}}),
                            state({{"Root", {local(lab_root(), {"lab"})}}}));

  CHECK(plan.changes.empty());
  REQUIRE(plan.relied_on.size() == 1);
  CHECK(plan.relied_on[0].certificate == lab_root().fingerprint());
  CHECK(!plan.relied_on[0].purposes.has_value());
  CHECK(plan.in_sync());
}

TEST_CASE("a missing certificate is added, owned, with its line and cause", "[plan]") {
  const auto plan =
      planned(desire({{"Root", present({wanted(lab_root(), wishes_named("Lab"))})}}), {});

  REQUIRE(plan.changes.size() == 1);
  const PlannedChange& planned = plan.changes[0];
  CHECK(planned.drift == Drift::missing);
  CHECK(planned.cause == "stores Root");
  CHECK(planned.declared_at->line == 7);
  const Properties& after = std::get<Add>(planned.change).after;
  CHECK(after.friendly_name == "Lab");
  CHECK(after.owners == std::set{site("lab")});
  CHECK(!plan.in_sync());
}

TEST_CASE("an administrator's entry satisfies, and does not become ours", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root(), wishes_named("Lab"))})}}),
                            state({{"Root", {local(lab_root())}}}));

  CHECK(plan.changes.empty());
}

TEST_CASE("an administrator's entry is given the declared purposes only", "[plan]") {
  PropertyWishes wishes = for_servers();
  wishes.friendly_name = "Lab";
  const auto plan = planned(desire({{"Root", present({wanted(lab_root(), wishes)})}}),
                            state({{"Root", {local(lab_root())}}}));

  const Properties after = std::get<Update>(plan.changes.at(0).change).after;
  CHECK(after.purposes == std::set{purpose("server_auth")});
  CHECK(!after.friendly_name.has_value());
  CHECK(after.owners.empty());
  CHECK(plan.changes[0].drift == Drift::different);
}

TEST_CASE("--adopt takes an administrator's entry over and keeps the text", "[plan]") {
  DesiredState desired = desire({{"Root", present({wanted(lab_root())})}});
  desired.adoption = Adoption::adopt;
  Entry entry = local(lab_root());
  entry.places.front().properties.friendly_name = "Bob's";
  const auto plan = planned(desired, state({{"Root", {entry}}}));

  const Properties after = std::get<Update>(plan.changes.at(0).change).after;
  CHECK(after.friendly_name == "Bob's");
  CHECK(after.owners == std::set{site("lab")});
}

TEST_CASE("another site's entry becomes ours too", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root(), wishes_named("Lab"))})}}),
                            state({{"Root", {local(lab_root(), {"other"})}}}));

  const Properties after = std::get<Update>(plan.changes.at(0).change).after;
  CHECK(after.owners == std::set{site("lab"), site("other")});
  CHECK(after.friendly_name == "Lab");
}

TEST_CASE("a former site's entry passes to the present site", "[plan]") {
  DesiredState desired = desire({{"Root", present({wanted(lab_root())})}});
  desired.former_sites = {site("old")};
  const auto plan = planned(desired, state({{"Root", {local(lab_root(), {"old"})}}}));

  CHECK(std::get<Update>(plan.changes.at(0).change).after.owners == std::set{site("lab")});
}

TEST_CASE("without a site nothing is owned, and nothing is pruned", "[plan]") {
  DesiredState desired = desire({{"Root", present({wanted(lab_root())})}});
  desired.site.reset();
  const auto plan = planned(desired, state({{"CA", {local(fixture("lab-policy"), {"lab"})}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(std::get<Add>(plan.changes[0].change).after.owners.empty());
}

TEST_CASE("an entry by policy satisfies, and the plan says that it goes with its GPO", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root())})}}),
                            state({{"Root", {by_policy(lab_root())}}}));

  CHECK(plan.in_sync());
  CHECK(plan.relied_on.empty());
  const Finding finding = only(plan, RuleId::by_policy);
  CHECK(finding.level == Level::info);
  CHECK(finding.message.find("by policy: it goes with that GPO") != std::string::npos);
}

TEST_CASE("a vendor's entry satisfies without a word", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root())})}}),
                            state({{"Root", {by_vendor(lab_root())}}}));

  CHECK(plan.in_sync());
  CHECK(plan.findings.empty());
}

TEST_CASE("an entry by policy with other purposes leaves the declaration unmet", "[plan]") {
  const auto plan = planned(desire({{"Root", present({wanted(lab_root(), for_servers())})}}),
                            state({{"Root", {by_policy(lab_root())}}}));

  CHECK(plan.changes.empty());
  CHECK(only(plan, RuleId::cannot_hold).unmet);
  CHECK(!plan.in_sync());
  CHECK(!plan.blocked());
}

TEST_CASE("what stands in the wrong store is misplaced, both here and there", "[plan]") {
  const auto plan = planned(desire({{"CA", present({wanted(lab_root())})}}),
                            state({{"Root", {local(lab_root(), {"lab"})}}}));

  REQUIRE(plan.changes.size() == 2);
  CHECK(std::holds_alternative<Add>(plan.changes[0].change));
  CHECK(plan.changes[0].drift == Drift::misplaced);
  CHECK(std::holds_alternative<Remove>(plan.changes[1].change));
  CHECK(plan.changes[1].drift == Drift::misplaced);
}

TEST_CASE("what is declared in both stores is missing from one, not misplaced", "[plan]") {
  const auto plan = planned(
      desire({{"CA", present({wanted(lab_root())})}, {"Root", present({wanted(lab_root())})}}),
      state({{"Root", {local(lab_root(), {"lab"})}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(plan.changes[0].drift == Drift::missing);
}

TEST_CASE("an unreadable store is reported, blocks, and hides no other", "[plan]") {
  TargetState actual = state({});
  actual.emplace(store("CA"), tl::unexpected(Error{ErrorCode::access_denied, "cannot read CA"}));
  const auto plan = planned(
      desire({{"CA", present({wanted(lab_root())})}, {"Root", present({wanted(lab_root())})}}),
      actual);

  REQUIRE(plan.unreadable.size() == 1);
  CHECK(plan.unreadable[0].message == "cannot read CA");
  REQUIRE(plan.changes.size() == 1);
  CHECK(store_of(plan.changes[0].change) == store("Root"));
  CHECK(plan.blocked());
}

TEST_CASE("changes come as adds, updates, removes, each by store and SHA-256", "[plan]") {
  const auto policy = fixture("lab-policy");
  const auto issuing = fixture("lab-issuing-1");
  const auto plan = planned(desire({{"Root", present({wanted(lab_root())})},
                                    {"CA", present({wanted(policy), wanted(issuing)})}}),
                            state({{"CA", {local(policy, {"other"})}},
                                   {"Root", {local(fixture("single-root"), {"lab"})}}}));

  REQUIRE(plan.changes.size() == 4);
  CHECK(certificate_of(plan.changes[0].change) == issuing);
  CHECK(certificate_of(plan.changes[1].change) == lab_root());
  CHECK(std::holds_alternative<Update>(plan.changes[2].change));
  CHECK(std::holds_alternative<Remove>(plan.changes[3].change));
}

TEST_CASE("what a provider noticed is carried into the plan with its store", "[plan]") {
  TargetState actual;
  actual.emplace(store("Root"),
                 StoreContents({}, {{.rule = RuleId::junk,
                                     .level = Level::error,
                                     .message = "Root/notes.txt holds no certificate"}}));
  const auto plan = planned(desire({}), actual);

  CHECK(only(plan, RuleId::junk).store == store("Root"));
  CHECK(!plan.blocked());
}

TEST_CASE("a copy that an interrupted update left behind is an update still", "[plan]") {
  Entry entry = local(lab_root(), {"lab"});
  entry.places.front().properties.friendly_name = "Lab";
  Place old = entry.places.front();
  old.name = "old";
  old.properties.friendly_name = "as it was";
  entry.places.push_back(old);
  const auto plan = planned(desire({{"Root", present({wanted(lab_root(), wishes_named("Lab"))})}}),
                            state({{"Root", {entry}}}));

  REQUIRE(plan.changes.size() == 1);
  const auto& update = std::get<Update>(plan.changes[0].change);
  CHECK(update.before == old.properties);
  CHECK(update.after == entry.places.front().properties);
}

TEST_CASE("an entry that no reader of the target sees is missing, unless a vendor has it",
          "[plan]") {
  Entry half = local(lab_root(), {"lab"});
  half.places.front().complete = false;
  const auto desired = desire({{"Root", present({wanted(lab_root())})}});

  const auto plan = planned(desired, state({{"Root", {half}}}));
  REQUIRE(plan.changes.size() == 1);
  CHECK(std::holds_alternative<Add>(plan.changes[0].change));

  CHECK(planned(desired, state({{"Root", {half, by_vendor(lab_root())}}})).changes.empty());
}

TEST_CASE("a target that can only be read refuses what is to be written, and nothing else",
          "[plan]") {
  TargetState actual = state({{"Root", {local(lab_root(), {"lab"})}}});
  actual.read_only = Error{ErrorCode::unsupported, "its hive is dirty"};
  CHECK(planned(desire({{"Root", present({wanted(lab_root())})}}), actual).refusals.empty());

  const auto plan = planned(desire({{"CA", present({wanted(lab_root())})}}), actual);
  REQUIRE(plan.refusals.size() == 1);
  CHECK(plan.refusals[0].guard == "read_only");
  CHECK(plan.refusals[0].message == "its hive is dirty");
}

TEST_CASE("a target that others may write to is told, and the plan says whether it may be",
          "[plan]") {
  TargetState actual = state({{"Root", {local(lab_root(), {"lab"})}}});
  actual.shared = Error{ErrorCode::access_denied, "group 50 may write to /srv/trust"};
  const DesiredState more = desire({{"CA", present({wanted(lab_root())})}});
  const auto plan = planned(more, actual);
  REQUIRE(plan.findings.size() == 1);
  CHECK(plan.findings[0].rule == RuleId::shared_target);
  CHECK(plan.findings[0].level == Level::warning);
  CHECK(plan.is_free());  // it is apply's to refuse
  CHECK_FALSE(plan.may_be_shared);

  Policy trusting;
  trusting.levels[RuleId::shared_target] = {Level::warning, Level::ignore};
  CHECK(planned(more, actual, trusting).may_be_shared);
  CHECK(planned(more, actual, trusting).findings.empty());
}

TEST_CASE("stores that have not reached their readers are drift without a change", "[plan]") {
  TargetState actual = state({{"Root", {local(lab_root(), {"lab"})}}});
  actual.needs_rebuild = true;
  const auto plan = planned(desire({{"Root", present({wanted(lab_root())})}}), actual);
  CHECK(plan.changes.empty());
  CHECK(plan.has_work());
  CHECK_FALSE(plan.in_sync());
}
