#include "engine/plan/rules.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "engine/plan/make_plan.hpp"
#include "tests/plan/planning.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

// What the cheap rules find: "expired error, not_a_ca error".
std::string judged(std::string_view name, std::string_view where, Standing standing,
                   const Policy& policy = {}) {
  std::vector<Finding> findings;
  judge(fixture(name), store(where), standing, policy, today(), std::nullopt, findings);
  std::string text;
  for (const Finding& finding : findings) {
    text += (text.empty() ? "" : ", ") + std::string(rule(finding.rule).name) + " " +
            std::string(to_string(finding.level));
  }
  return text;
}

std::string declared(std::string_view name, std::string_view where, const Policy& policy = {}) {
  return judged(name, where, Standing::declared, policy);
}

std::string signature(std::string_view name, std::string_view where) {
  std::vector<Finding> findings;
  judge_signature(fixture(name), store(where), Standing::declared, {}, std::nullopt, ask_openssl,
                  findings);
  return findings.empty() ? "" : std::string(rule(findings.front().rule).name);
}

}  // namespace

TEST_CASE("an ordinary root in Root and CA is found nothing against", "[rules]") {
  CHECK(declared("lab-root", "Root").empty());
  CHECK(declared("lab-root", "CA").empty());
  CHECK(declared("lab-policy", "CA").empty());
}

TEST_CASE("validity: an error where it is declared, a warning where it is observed", "[rules]") {
  CHECK(declared("expired-root", "Root") == "expired error");
  CHECK(judged("expired-root", "Root", Standing::observed) == "expired warning");
  CHECK(declared("future-root", "Root") == "not_yet_valid error");
}

TEST_CASE("a certificate is valid to the second of its notAfter", "[rules]") {
  const Certificate root = fixture("lab-root");
  std::vector<Finding> findings;
  const auto judge_at = [&](Time now) {
    judge(root, store("Root"), Standing::declared, {}, now, std::nullopt, findings);
  };
  judge_at(root.not_after());
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == RuleId::expires_within);
  judge_at(root.not_after() + std::chrono::seconds(1));
  CHECK(findings.back().rule == RuleId::expired);
}

TEST_CASE("the horizon of expires_within is the policy's", "[rules]") {
  Policy policy;
  policy.expires_within_days = 40 * 366;  // the fixtures end in 2060
  CHECK(declared("lab-root", "Root", policy) == "expires_within warning");
}

TEST_CASE("a level of ignore is no finding", "[rules]") {
  Policy policy;
  policy.levels[RuleId::expired] = {Level::ignore, Level::ignore};
  CHECK(declared("expired-root", "Root", policy).empty());
}

TEST_CASE("what is distrusted need not be valid, nor a CA", "[rules]") {
  CHECK(declared("expired-root", "Disallowed").empty());
  CHECK(declared("server", "Disallowed").empty());
}

TEST_CASE("a store of authorities takes CA certificates only", "[rules]") {
  CHECK(declared("not-a-ca", "CA") == "not_a_ca error");
  CHECK(declared("no-cert-sign", "CA") == "no_cert_sign error");
  CHECK(declared("server", "TrustedPeople").empty());
  CHECK(declared("v1-root", "Root").empty());
}

TEST_CASE("what is not self-signed has no place in Root", "[rules]") {
  CHECK(declared("lab-policy", "Root") == "not_self_signed_in_root error");
  CHECK(judged("lab-policy", "Root", Standing::observed) == "not_self_signed_in_root warning");
  CHECK(declared("rollover-new-by-old", "Root") == "not_self_signed_in_root error");
  CHECK(declared("rollover-new-by-old", "CA").empty());
}

TEST_CASE("a root whose own key did not sign it is found out", "[rules]") {
  CHECK(signature("broken-root", "Root") == "broken_self_signature");
  CHECK(signature("lab-root", "Root").empty());
  CHECK(signature("rollover-new-by-old", "CA").empty());
  CHECK(signature("broken-root", "Disallowed").empty());
}

TEST_CASE("bytes that are no certificate may not be added", "[rules]") {
  std::vector<Finding> findings;
  judge_signature(blob("no certificate"), store("Root"), Standing::declared, {}, std::nullopt,
                  ask_openssl, findings);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].rule == RuleId::not_strict);
}

TEST_CASE("what a plan would add is examined, what is there is not", "[rules]") {
  const auto broken = fixture("broken-root");
  Plan adding = planned(desire({{"Root", present({wanted(broken)})}}), {});
  Plan idle = planned(desire({{"Root", present({wanted(broken)})}}),
                      state({{"Root", {local(broken, {"lab"})}}}));

  CHECK(only(adding, RuleId::broken_self_signature).level == Level::error);
  CHECK(adding.blocked());
  CHECK(!idle.blocked());
}

TEST_CASE("what may not be put into Disallowed is removed all the same, and that is said",
          "[rules]") {
  const Certificate lax = blob("no certificate");
  DesiredStore wish;
  wish.absent = {absent(lax.fingerprint(), AbsentAction::distrust)};
  const auto examined = [&](const TargetState& actual) {
    Plan plan =
        planned(desire({{"CA", wish}, {"Root", present({wanted(fixture("lab-root"))})}}), actual);
    return plan;
  };
  const auto removed = examined(state({{"CA", {local(lax)}}}));
  const auto stays = examined(state({{"CA", {by_policy(lax)}}}));

  REQUIRE(removed.changes.size() == 2);
  CHECK(store_of(removed.changes[0].change) == store("Root"));
  CHECK(std::holds_alternative<Remove>(removed.changes[1].change));
  CHECK(only(removed, RuleId::not_strict).level == Level::warning);
  CHECK(!removed.blocked());
  CHECK(!only(removed, RuleId::not_strict).unmet);
  CHECK(stays.changes.size() == 1);
  CHECK(only(stays, RuleId::not_strict).unmet);
}

TEST_CASE("a guard does not refuse for a change that was left out of the plan", "[rules]") {
  const Certificate lax = blob("no certificate");
  DesiredStore wish;
  wish.absent = {absent(lax.fingerprint(), AbsentAction::distrust)};
  Policy policy;
  policy.protect = {lax.fingerprint()};

  const Plan plan = planned(desire({{"CA", wish}}), state({{"CA", {by_policy(lax)}}}), policy);

  CHECK(plan.changes.empty());
  CHECK(plan.refusals.empty());
}

TEST_CASE("what is declared in Disallowed itself must be strict", "[rules]") {
  Plan plan = planned(desire({{"Disallowed", present({wanted(blob("no certificate"))})}}), {});

  CHECK(plan.changes.size() == 1);
  CHECK(plan.blocked());
}

TEST_CASE("an expired certificate in two stores is said once", "[rules]") {
  const auto root = fixture("expired-root");
  const auto plan =
      planned(desire({{"CA", present({wanted(root)})}, {"Root", present({wanted(root)})}}), {});

  CHECK(only(plan, RuleId::expired).where->line == 7);
}

TEST_CASE("each expired member of a bundle is named", "[rules]") {
  const auto plan = planned(
      desire(
          {{"Disallowed", {}},
           {"Root", present({wanted(fixture("expired-root")), wanted(fixture("future-root"))})}}),
      {});

  CHECK(only(plan, RuleId::expired).certificate == fixture("expired-root").fingerprint());
  CHECK(only(plan, RuleId::not_yet_valid).certificate == fixture("future-root").fingerprint());
}

TEST_CASE("observed entries are judged by origin: local and policy, not vendor", "[rules]") {
  const auto expired = fixture("expired-root");
  CHECK(planned(desire({}), state({{"Root", {local(expired)}}})).findings.size() == 1);
  CHECK(planned(desire({}), state({{"Root", {by_policy(expired)}}})).findings.size() == 1);
  CHECK(planned(desire({}), state({{"Root", {by_vendor(expired)}}})).findings.empty());
}

TEST_CASE("an observed error does not block", "[rules]") {
  Policy policy;
  policy.levels[RuleId::expired] = {Level::error, Level::error};
  const auto plan =
      planned(desire({}), state({{"Root", {local(fixture("expired-root"))}}}), policy);

  CHECK(only(plan, RuleId::expired).level == Level::error);
  CHECK(!plan.blocked());
}

TEST_CASE("an entry that is kept in several places is a duplicate, with each place", "[rules]") {
  Entry twice = local(fixture("lab-root"));
  twice.places = {{"Root/a.pem"}, {"Root/b.pem"}};
  const auto plan = planned(desire({}), state({{"Root", {twice}}}));

  const Finding finding = only(plan, RuleId::duplicate);
  CHECK(finding.message.find("Root/a.pem, Root/b.pem") != std::string::npos);
  CHECK(finding.observed);
}

TEST_CASE("a root that nobody can verify is not called forged, and blocks nothing", "[rules]") {
  CHECK(signature("signatures/unknown-root", "Root") == "unverifiable_signature");
  CHECK(signature("signatures/md2-root", "Root") == "unverifiable_signature");
  CHECK(signature("signatures/no-null-root", "Root").empty());
  CHECK(signature("signatures/garbage-root", "Root") == "broken_self_signature");
  CHECK(signature("signatures/unknown-root", "Disallowed").empty());
  const Plan plan =
      planned(desire({{"Root", present({wanted(fixture("signatures/unknown-root"))})}}), {});
  CHECK(only(plan, RuleId::unverifiable_signature).level == Level::warning);
  CHECK_FALSE(plan.blocked());
}
