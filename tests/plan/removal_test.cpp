#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// Root with these entries, and something in it that could not be read, or is merely odd.
TargetState with_a_remark(std::vector<Entry> entries, RuleId rule) {
  TargetState read;
  read.emplace(store("Root"),
               StoreContents(std::move(entries), {{rule, Level::warning, "Root/notes.txt"}}));
  return read;
}

}  // namespace

TEST_CASE("what we own and no longer declare goes, in every store of the target", "[plan]") {
  const auto plan =
      planned(desire({{"Root", present({})}}),
              state({{"CA", {local(lab_root(), {"lab"})}}, {"Root", {local(stranger())}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(std::get<Remove>(plan.changes[0].change).store == store("CA"));
  CHECK(plan.changes[0].drift == Drift::unexpected);
  CHECK(plan.changes[0].cause == "no longer declared");
}

TEST_CASE("a root of two sites stays until both have let go", "[plan]") {
  const auto plan = planned(desire({}), state({{"Root", {local(lab_root(), {"lab", "other"})}}}));

  CHECK(std::get<Update>(plan.changes.at(0).change).after.owners == std::set{site("other")});
}

TEST_CASE("prune: never leaves what we own", "[plan]") {
  DesiredStore wish;
  wish.prune = Prune::never;
  const auto plan =
      planned(desire({{"Root", wish}}), state({{"Root", {local(lab_root(), {"lab"})}}}));

  CHECK(plan.changes.empty());
}

TEST_CASE("an exclusive store loses strangers, and keeps other sites', policy's and vendors'",
          "[plan]") {
  const auto plan =
      planned(desire({{"Root", exclusive()}}),
              state({{"Root",
                      {local(stranger()), local(lab_root(), {"other"}),
                       by_policy(fixture("partner-root")), by_vendor(fixture("v1-root"))}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(certificate_of(plan.changes[0].change) == stranger());
  CHECK(plan.changes[0].cause == "not declared; the store is exclusive");
  CHECK(plan.changes[0].declared_at->line == 4);
}

TEST_CASE("what is kept stays, and is ours no more", "[plan]") {
  DesiredStore wish = exclusive();
  wish.keep = {{stranger().fingerprint(), "TLS inspection"}, {lab_root().thumbprint(), "by hand"}};
  const auto plan = planned(desire({{"Root", wish}}),
                            state({{"Root", {local(stranger()), local(lab_root(), {"lab"})}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(certificate_of(plan.changes[0].change) == lab_root());
  CHECK(std::get<Update>(plan.changes[0].change).after.owners.empty());
}

TEST_CASE("an absent certificate is removed, whoever owns it", "[plan]") {
  const auto plan = planned(desire({{"Root", without(absent(lab_root().thumbprint()))}}),
                            state({{"Root", {local(lab_root(), {"other"})}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(std::holds_alternative<Remove>(plan.changes[0].change));
  CHECK(plan.changes[0].cause == "absent: Superfish, 2015");
  CHECK(plan.changes[0].declared_at->line == 9);
  CHECK(only(plan, RuleId::other_owner).message.find("other") != std::string::npos);
}

TEST_CASE("every certificate of an absent subject is removed, whatever its key", "[plan]") {
  const Certificate one = fixture("renewed-root-1");
  const Certificate two = fixture("renewed-root-2");
  const auto wish =
      desire({{"Root", without(absent(*Subject::parse("cn=Renewed Root CA, o=Lab")))}});

  const auto plan = planned(wish, state({{"Root", {local(one), local(two), local(lab_root())}}}));

  REQUIRE(plan.changes.size() == 2);
  for (const auto& change : plan.changes) {
    CHECK(std::holds_alternative<Remove>(change.change));
    CHECK(certificate_of(change.change) != lab_root());
    CHECK(change.cause == "absent: Superfish, 2015");
    CHECK(change.declared_at->line == 9);
  }
  CHECK(planned(wish, state({{"Root", {local(lab_root())}}})).in_sync());
  CHECK(!planned(wish, with_a_remark({}, RuleId::unreadable_file)).in_sync());
}

TEST_CASE("absent of an entry by policy cannot be kept, and the plan names what would work",
          "[plan]") {
  const auto plan = planned(desire({{"Root", without(absent(lab_root().fingerprint()))}}),
                            state({{"Root", {by_policy(lab_root())}}}));

  CHECK(plan.changes.empty());
  const Finding finding = only(plan, RuleId::cannot_remove);
  CHECK(finding.unmet);
  CHECK(finding.message.find("action: distrust") != std::string::npos);
  CHECK(!plan.in_sync());
}

TEST_CASE("absent of what may be in a file that was not read is unmet", "[plan]") {
  for (const auto& absence : {absent(lab_root().fingerprint()), absent(lab_root().thumbprint())}) {
    const auto wish = desire({{"Root", without(absence)}});
    const auto unsure = planned(wish, with_a_remark({}, RuleId::unreadable_file));

    CHECK(!unsure.in_sync());
    CHECK(!unsure.blocked());
    CHECK(std::any_of(unsure.findings.begin(), unsure.findings.end(), [](const Finding& finding) {
      return finding.unmet && finding.where && finding.where->line == 9;
    }));
    CHECK(!planned(wish, with_a_remark({}, RuleId::undecodable)).in_sync());
    CHECK(planned(wish, with_a_remark({}, RuleId::junk)).in_sync());
  }
}

TEST_CASE("absent that found its certificate minds no file that was not read", "[plan]") {
  const auto plan = planned(desire({{"Root", without(absent(lab_root().fingerprint()))}}),
                            with_a_remark({local(lab_root())}, RuleId::unreadable_file));

  CHECK(plan.changes.size() == 1);
  CHECK(!only(plan, RuleId::unreadable_file).unmet);
}

TEST_CASE("an exclusive store with a file that was not read is unmet", "[plan]") {
  CHECK(!planned(desire({{"Root", exclusive()}}), with_a_remark({}, RuleId::unreadable_file))
             .in_sync());
  CHECK(planned(desire({{"Root", exclusive()}}), with_a_remark({}, RuleId::junk)).in_sync());
  CHECK(planned(desire({}), with_a_remark({}, RuleId::unreadable_file)).in_sync());
}

TEST_CASE("pruning passes over what is protected", "[plan]") {
  Policy policy;
  policy.protect = {stranger().fingerprint()};
  const auto plan =
      planned(desire({{"Root", exclusive()}}), state({{"Root", {local(stranger())}}}), policy);

  CHECK(plan.changes.empty());
  CHECK(plan.refusals.empty());
  only(plan, RuleId::protected_entry);
}

TEST_CASE("another site's mark keeps no entry of an exclusive store from being judged", "[plan]") {
  const auto actual = state({{"Root", {local(lab_root(), {"other"})}}});
  DesiredStore wish = exclusive();
  const auto planned_with = [&](std::optional<std::set<Site>> sites) {
    wish.tolerance.other_sites = std::move(sites);
    return planned(desire({{"Root", wish}}), actual);
  };

  const Plan silent = planned_with(std::nullopt);
  CHECK(silent.changes.empty());
  CHECK_FALSE(silent.in_sync());
  CHECK(only(silent, RuleId::not_exclusive).unmet);
  CHECK(only(silent, RuleId::not_exclusive).message.find("site other") != std::string::npos);

  const Plan none = planned_with(std::set<Site>{});
  REQUIRE(none.changes.size() == 1);
  CHECK(std::holds_alternative<Remove>(none.changes[0].change));

  CHECK(planned_with(std::set{site("other")}).in_sync());
  CHECK(planned_with(std::set{site("third")}).changes.size() == 1);
}

TEST_CASE("what policy puts into an exclusive store is drift, unless that is tolerated", "[plan]") {
  const auto actual = state({{"Root", {by_policy(lab_root()), by_vendor(stranger())}}});
  DesiredStore wish = exclusive();
  CHECK(only(planned(desire({{"Root", wish}}), actual), RuleId::not_exclusive).unmet);
  wish.tolerance.policy = true;
  CHECK(planned(desire({{"Root", wish}}), actual).in_sync());
}
