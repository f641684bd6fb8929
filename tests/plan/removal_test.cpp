#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

const Certificate stranger = fixture("single-root");

DesiredStore exclusive(std::vector<DesiredEntry> entries = {}) {
  DesiredStore wish = present(std::move(entries));
  wish.prune = Prune::all;
  wish.at = Location{"site.yaml", 4, 3};
  return wish;
}

DesiredStore without(const DesiredAbsence& absence) {
  DesiredStore wish;
  wish.absent = {absence};
  return wish;
}

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
              state({{"CA", {local(lab_root(), {"lab"})}}, {"Root", {local(stranger)}}}));

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
                      {local(stranger), local(lab_root(), {"other"}),
                       by_policy(fixture("partner-root")), by_vendor(fixture("v1-root"))}}}));

  REQUIRE(plan.changes.size() == 1);
  CHECK(certificate_of(plan.changes[0].change) == stranger);
  CHECK(plan.changes[0].cause == "not declared; the store is exclusive");
  CHECK(plan.changes[0].declared_at->line == 4);
}

TEST_CASE("what is kept stays, and is ours no more", "[plan]") {
  DesiredStore wish = exclusive();
  wish.keep = {{stranger.fingerprint(), "TLS inspection"}, {lab_root().thumbprint(), "by hand"}};
  const auto plan = planned(desire({{"Root", wish}}),
                            state({{"Root", {local(stranger), local(lab_root(), {"lab"})}}}));

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

TEST_CASE("the twin of a protected root may not be put into Disallowed either", "[plan]") {
  Policy policy;
  policy.protect = {lab_root().fingerprint()};

  const Plan plan = make_plan(desire({{"Disallowed", present({wanted(twin_of(lab_root()))})}}),
                              state({{"Root", {local(lab_root())}}}), all_capabilities(), policy,
                              today(), unquestioned);

  REQUIRE(plan.refusals.size() == 1);
  CHECK(plan.refusals.front().guard == "protect");
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

TEST_CASE("pruning passes over what is protected", "[plan]") {
  Policy policy;
  policy.protect = {stranger.fingerprint()};
  const auto plan =
      planned(desire({{"Root", exclusive()}}), state({{"Root", {local(stranger)}}}), policy);

  CHECK(plan.changes.empty());
  CHECK(plan.refusals.empty());
  only(plan, RuleId::protected_entry);
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
  const auto actual = state({{"Root", {by_policy(lab_root()), by_vendor(stranger)}}});
  DesiredStore wish = exclusive();
  CHECK(only(planned(desire({{"Root", wish}}), actual), RuleId::not_exclusive).unmet);
  wish.tolerance.policy = true;
  CHECK(planned(desire({{"Root", wish}}), actual).in_sync());
}

TEST_CASE("more removals than allowed are refused, with the number that would allow them",
          "[plan]") {
  Policy policy;
  policy.max_removals = 1;
  const auto actual =
      state({{"Root", {local(lab_root(), {"lab"})}}, {"CA", {local(stranger, {"lab"})}}});
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

TEST_CASE("a distrust is urgent, and counts for nothing; but what is protected is not", "[plan]") {
  Policy policy;
  policy.max_removals = 0;
  const auto distrusting = [&policy] {
    return planned(
        desire({{"Root", without(absent(lab_root().fingerprint(), AbsentAction::distrust))}}),
        state({{"Root", {local(lab_root()), by_policy(lab_root()), local(stranger, {"lab"})}}}),
        policy);
  };

  const Plan plan = distrusting();
  REQUIRE(plan.refusals.size() == 1);  // for the stranger, which is pruned
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
