#include "engine/render/run_json.hpp"

#include <catch2/catch.hpp>

#include "tests/render/samples.hpp"
#include "tests/support/states.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {}  // namespace

TEST_CASE("plan, check and apply say a change with the same record", "[render]") {
  TargetRun applied =
      target_run({added(StoreName::root(), fixture("lab-root"), 12, named("Lab Root")),
                  updated(StoreName::ca(), fixture("lab-policy"), named("a"), named("b")),
                  removed(StoreName::root(), fixture("partner-root"))},
                 {warning("Lab Root expires soon")});
  applied.applied = ApplyReport{"machine", {}, std::nullopt, "00000042"};
  applied.applied->changes = {{applied.plan.changes[0], Changed{}},
                              {applied.plan.changes[1], Unchanged{}},
                              {applied.plan.changes[2], Failed{{ErrorCode::io, "disk full"}}}};
  applied.journal_file = "/state/journal/00000042.jsonl";
  TargetRun unread;
  unread.label = {"other", "snapshot", "pc.json"};
  unread.errors = {{ErrorCode::not_found, "pc.json is not there"}};
  const std::vector<TargetRun> runs = {applied, unread};

  check_golden("render/run.json", shown(run_json_view, runs));
}

TEST_CASE("certificates' bytes are in JSON only where they are asked for", "[render]") {
  const TargetRun run = target_run({added(StoreName::root(), fixture("lab-root"), 12)});

  CHECK(shown(run_json_view, {&run, 1}).find("\"certificate\"") == std::string::npos);
  CHECK(shown(run_json_view, {&run, 1}, {Colours::off, true}).find("\"certificate\": \"MII") !=
        std::string::npos);
}
