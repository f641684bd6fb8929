#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/render/render_plan.hpp"
#include "tests/render/samples.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::string plan_text(const TargetRun& plan, Colours colours = Colours::off) {
  return shown(plan_text_view, {&plan, 1}, {colours});
}

std::string last_line(std::string text) {
  text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace

TEST_CASE("a plan shows every change of every store with its line of the manifest", "[render]") {
  Properties owned = named("Lab Root");
  owned.owners = {*Site::parse("schertz.lab/base")};
  owned.purposes = {*Oid::parse("server_auth"), *Oid::parse("client_auth")};
  const TargetRun plan =
      target_run({added(StoreName::ca(), fixture("lab-policy"), 14),
                  added(StoreName::root(), fixture("lab-root"), 12, owned),
                  updated(StoreName::root(), fixture("single-root"), named("a"), named("b")),
                  removed(StoreName::root(), fixture("partner-root"))},
                 {warning("Lab Root expires on 2060-01-01, in 40 days")});

  check_golden("render/plan.txt", plan_text(plan));
}

TEST_CASE(
    "a cross-certificate and its root differ by the issuer, which is shown where it is another",
    "[render]") {
  const std::string root = plan_text(target_run({added(StoreName::ca(), fixture("lab-root"), 1)}));
  const std::string cross =
      plan_text(target_run({added(StoreName::ca(), fixture("lab-root-by-partner"), 1)}));

  CHECK_FALSE(contains(root, "issued by"));
  CHECK(contains(cross, "   issued by CN=Partner Root CA,O=Partner"));
}

TEST_CASE("the summary counts adds, changes and removals and is the last line", "[render]") {
  const TargetRun plan = target_run({added(StoreName::root(), fixture("lab-root"), 1),
                                     added(StoreName::ca(), fixture("lab-root"), 1),
                                     removed(StoreName::ca(), fixture("single-root"))});

  CHECK(last_line(plan_text(plan)) == "Plan: 2 to add, 0 to change, 1 to remove.");
}

TEST_CASE("an empty plan says so first, and then what was compared", "[render]") {
  TargetRun plan = target_run({});
  plan.plan.relied_on = {{StoreName::ca(), fixture("lab-root").fingerprint()},
                         {StoreName::root(), fixture("lab-root").fingerprint()},
                         {StoreName::root(), fixture("single-root").fingerprint()}};

  CHECK(plan_text(plan) ==
        "No changes.\n\nmachine (directory: ./demo-machine)\n"
        "  CA: 1 as declared\n  Root: 2 as declared\n");
}

TEST_CASE("what is declared and stays unmet is counted in the summary", "[render]") {
  Finding unmet = warning("Lab Root stays in Disallowed");
  unmet.unmet = true;
  const TargetRun nothing = target_run({}, {unmet});
  const TargetRun some =
      target_run({added(StoreName::root(), fixture("lab-root"), 1)}, {unmet, unmet});

  CHECK(plan_text(nothing).find("No changes, 1 unmet.\n") == 0);
  CHECK(last_line(plan_text(some)) == "Plan: 1 to add, 0 to change, 0 to remove, 2 unmet.");
}

TEST_CASE("a plan that is refused for what has moved does not say that nothing changes",
          "[render]") {
  TargetRun plan = target_run({});
  plan.plan.refusals = {{"stale", "it has moved, so plan again"}};

  CHECK(plan_text(plan) ==
        "machine (directory: ./demo-machine)\n\nrefused: it has moved, so plan again\n");
}

TEST_CASE("several targets are summed up in one last line", "[render]") {
  const std::vector<TargetRun> plans = {
      target_run({added(StoreName::root(), fixture("lab-root"), 1)}),
      target_run({removed(StoreName::root(), fixture("lab-root"))}), target_run({})};

  const std::string text = shown(plan_text_view, plans);

  CHECK(last_line(text) == "Plan: 1 to add, 0 to change, 1 to remove.");
  CHECK(text.find("Plan:") == text.rfind("Plan:"));
}

TEST_CASE("an error that stands in the way is counted, and told on the error stream", "[render]") {
  const TargetRun plan = target_run({added(StoreName::root(), fixture("expired-root"), 7)},
                                    {declared_error("Expired Root expired on 2010-01-01")});

  const std::string text = plan_text(plan);

  CHECK(!contains(text, "expired on"));
  CHECK(contains(text, "blocked: 1 error stands in the way of this target\n"));
}

TEST_CASE("a guard's refusal follows the findings", "[render]") {
  TargetRun plan =
      target_run({removed(StoreName::root(), fixture("lab-root"))}, {warning("something")});
  plan.plan.refusals = {{"max_removals", "this plan removes 9 entries"}};

  CHECK(contains(plan_text(plan),
                 "\nsite.yaml:12:5: warning: something (expires_within)\n"
                 "refused: this plan removes 9 entries\n"));
}

TEST_CASE("names from certificates and manifests reach the terminal escaped", "[render]") {
  for (const std::string name : {"odd-escape", "odd-nul", "odd-newline", "odd-bidi"}) {
    const TargetRun plan =
        target_run({added(StoreName::root(), fixture(name), 1, named("a\x1b[2Jb\u202e"))},
                   {warning("bad\x1b]0;name\x07")});

    const std::string text = plan_text(plan);

    INFO(name);
    CHECK(std::none_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }));
    CHECK(!contains(text, "\u202e"));
    CHECK(contains(text, "\\x1b"));
  }
}

TEST_CASE("what does not flow stays within 80 cells", "[render]") {
  const TargetRun plan = target_run({added(StoreName::root(), fixture("lab-root"), 12),
                                     removed(StoreName::root(), fixture("lab-issuing-2"))});
  const std::string text = plan_text(plan);

  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    CHECK(display_width(text.substr(start, end - start)) <= 80);
    start = end + 1;
  }
}

TEST_CASE("colour marks a plan's signs and changes no cell", "[render]") {
  const TargetRun plan = target_run({added(StoreName::root(), fixture("lab-root"), 12)});

  std::string coloured = plan_text(plan, Colours::on);

  CHECK(contains(coloured, "\x1b[32m+\x1b[0m Lab Root"));
  for (std::size_t at = coloured.find('\x1b'); at != std::string::npos;
       at = coloured.find('\x1b')) {
    coloured.erase(at, coloured.find('m', at) - at + 1);
  }
  CHECK(coloured == plan_text(plan));
}

TEST_CASE("a misplaced certificate is called that", "[render]") {
  PlannedChange change = added(StoreName::root(), fixture("lab-root"), 12);
  change.drift = Drift::misplaced;

  CHECK(contains(plan_text(target_run({change})), "misplaced"));
}
