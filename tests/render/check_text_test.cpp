#include <catch2/catch.hpp>

#include "engine/render/render_check.hpp"
#include "tests/render/samples.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::string check_text(const TargetRun& run) { return shown(check_text_view, {&run, 1}); }

}  // namespace

TEST_CASE("check names each entry with its store, SHA-256 and line", "[render]") {
  PlannedChange misplaced = removed(StoreName::root(), fixture("lab-policy"));
  misplaced.drift = Drift::misplaced;
  Properties named;
  named.friendly_name = "Partner";
  const TargetRun plan = target_run({added(StoreName::root(), fixture("lab-root"), 12),
                                     updated(StoreName::root(), fixture("partner-root"), {}, named),
                                     misplaced, removed(StoreName::ca(), fixture("single-root"))},
                                    {warning("Lab Root expires soon")});

  check_golden("render/check.txt", check_text(plan));
}

TEST_CASE("a target in sync is one line with its counts", "[render]") {
  TargetRun plan = target_run({});
  plan.plan.relied_on = {{StoreName::ca(), fixture("lab-root").fingerprint()},
                         {StoreName::root(), fixture("lab-root").fingerprint()},
                         {StoreName::root(), fixture("single-root").fingerprint()}};

  CHECK(check_text(plan) == "In sync: 3 certificates in 2 stores of machine.\n");
}

TEST_CASE("absences that were proved are counted", "[render]") {
  TargetRun plan = target_run({});
  plan.absences = 3;

  CHECK(check_text(plan) ==
        "In sync: 0 certificates in 0 stores of machine, and 3 absent as declared.\n");
}

TEST_CASE("what no change can reach is drift too", "[render]") {
  Finding unmet = warning("Policy Root is there by policy and cannot be removed");
  unmet.rule = RuleId::cannot_remove;
  unmet.unmet = true;

  CHECK(check_text(target_run({}, {unmet})) ==
        "machine (directory: ./demo-machine)\n\n"
        "site.yaml:12:5: warning: Policy Root is there by policy and cannot be removed "
        "(cannot_remove, unmet)\n\n"
        "Drift: 0 missing, 0 unexpected, 0 misplaced, 0 different, 1 unmet.\n");
}

TEST_CASE("a target that is blocked is not called in sync", "[render]") {
  TargetRun plan = target_run({});
  plan.plan.unreadable = {{ErrorCode::access_denied, "cannot read Root"}};

  CHECK(check_text(plan) ==
        "machine (directory: ./demo-machine)\n\n"
        "blocked: 1 error stands in the way of this target\n");
  CHECK(verdict_of(plan) == RunVerdict::could_not_tell);
}
