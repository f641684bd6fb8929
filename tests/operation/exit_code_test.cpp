#include "engine/operation/exit_code.hpp"

#include <catch2/catch.hpp>

using namespace trustctl;

TEST_CASE("a difference is check's to fail on, and plan's only where it is asked", "[operation]") {
  for (const RunVerdict verdict :
       {RunVerdict::differs, RunVerdict::unmet, RunVerdict::noteworthy}) {
    CHECK(exit_code_of(verdict, ExitRule::plan) == ExitCode::done);
    CHECK(exit_code_of(verdict, ExitRule::detailed_plan) == ExitCode::differences);
    CHECK(exit_code_of(verdict, ExitRule::check) == ExitCode::differences);
    CHECK(exit_code_of(verdict, ExitRule::apply) == ExitCode::differences);
  }
}

TEST_CASE("every other verdict has one exit code, whoever asks", "[operation]") {
  for (const ExitRule rule :
       {ExitRule::plan, ExitRule::detailed_plan, ExitRule::check, ExitRule::apply}) {
    CHECK(exit_code_of(RunVerdict::in_sync, rule) == ExitCode::done);
    CHECK(exit_code_of(RunVerdict::refused, rule) == ExitCode::refused);
    CHECK(exit_code_of(RunVerdict::partly_applied, rule) == ExitCode::partial);
    CHECK(exit_code_of(RunVerdict::blocked, rule) == ExitCode::error);
    CHECK(exit_code_of(RunVerdict::could_not_tell, rule) == ExitCode::error);
    CHECK(exit_code_of(RunVerdict::failed, rule) == ExitCode::error);
  }
}

TEST_CASE("of two codes 1 comes before 4 before 3 before 2", "[operation]") {
  CHECK(graver(ExitCode::done, ExitCode::differences) == ExitCode::differences);
  CHECK(graver(ExitCode::differences, ExitCode::refused) == ExitCode::refused);
  CHECK(graver(ExitCode::refused, ExitCode::partial) == ExitCode::partial);
  CHECK(graver(ExitCode::partial, ExitCode::error) == ExitCode::error);
}
