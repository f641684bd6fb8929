#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/plan/rule_fixtures.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::vector<RuleFixture> all_fixtures() {
  std::vector<RuleFixture> all = plan_rule_fixtures();
  for (RuleFixture& one : lint_rule_fixtures()) {
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

TEST_CASE("every rule has one fixture that fires it and one that must not", "[rules]") {
  const auto fixtures = all_fixtures();
  for (const Rule& one : rules()) {
    INFO(one.name);
    CHECK(std::count_if(fixtures.begin(), fixtures.end(),
                        [&](const RuleFixture& fixture) { return fixture.rule == one.id; }) == 1);
  }
}

TEST_CASE("what fires a rule fires it, and what must not does not", "[rules]") {
  for (const RuleFixture& fixture : all_fixtures()) {
    INFO(rule(fixture.rule).name);
    CHECK(holds(fixture.fires(), fixture.rule));
    CHECK_FALSE(holds(fixture.silent(), fixture.rule));
  }
}
