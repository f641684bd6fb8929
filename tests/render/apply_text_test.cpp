#include <catch2/catch.hpp>

#include "engine/render/render_apply.hpp"
#include "engine/render/render_error.hpp"
#include "tests/render/samples.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

TargetRun applied(std::vector<AppliedChange> changes) {
  TargetRun run = target_run({});
  run.applied = ApplyReport{"machine", std::move(changes), std::nullopt, "20261123T010203Z-1"};
  run.journal_file = "/state/journal/00000042.jsonl";
  return run;
}

std::string text_of(const TargetRun& run) { return shown(apply_text_view, {&run, 1}); }

}  // namespace

TEST_CASE("an apply is summed up with the journal's file", "[render]") {
  const TargetRun target = applied({{added(StoreName::root(), fixture("lab-root"), 1), Changed{}},
                                    {removed(StoreName::root(), fixture("single-root")), Changed{}},
                                    {added(StoreName::ca(), fixture("lab-root"), 1), Unchanged{}}});

  CHECK(text_of(target) ==
        "\nApplied to machine: 1 added, 0 changed, 1 removed, 1 so already.\n"
        "Journal: /state/journal/00000042.jsonl\n");
}

TEST_CASE("what failed and what was not attempted is named with its reason", "[render]") {
  const TargetRun target = applied(
      {{added(StoreName::root(), fixture("lab-root"), 1), Failed{{ErrorCode::io, "disk full"}}},
       {removed(StoreName::root(), fixture("single-root")), NotAttempted{"an add failed"}}});
  const std::string sha256 = fixture("lab-root").fingerprint().hex();

  const std::string text = text_of(target);

  CHECK(text.find("failed: add Lab Root CA (" + sha256 + ") in Root: disk full\n") !=
        std::string::npos);
  CHECK(text.find("not attempted: remove ") != std::string::npos);
  CHECK(text.find("0 removed, 1 failed, 1 not attempted.\n") != std::string::npos);
  REQUIRE(apply_errors(target).size() == 1);
}

TEST_CASE("what is not known is counted by itself, and its reason named", "[render]") {
  const TargetRun target = applied({{removed(StoreName::root(), fixture("single-root")),
                                     Unknown{{ErrorCode::io, "it could not be read back"}}}});

  const std::string text = text_of(target);

  CHECK(text.find("unknown: remove ") != std::string::npos);
  CHECK(text.find("0 removed, 1 unknown.\n") != std::string::npos);
  CHECK(apply_errors(target).front().message == "it could not be read back");
}

TEST_CASE("where the whole was stopped its reason is an error and no change repeats it",
          "[render]") {
  TargetRun target =
      applied({{added(StoreName::root(), fixture("lab-root"), 1), NotAttempted{"locked"}}});
  target.applied->failure = Error{ErrorCode::locked, "another apply holds the lock"};
  target.applied->journal_id.clear();
  target.journal_file.clear();

  CHECK(text_of(target) ==
        "\nApplied to machine: 0 added, 0 changed, 0 removed, 1 not attempted.\n");
  CHECK(apply_errors(target).front().message == "another apply holds the lock");
}
