#pragma once

#include <functional>
#include <span>
#include <vector>

#include "engine/model/finding.hpp"

namespace trustctl::test {

/// Findings about something that a rule must find, and about something near it that it must not.
struct RuleFixture {
  RuleId rule;
  std::function<std::vector<Finding>()> fires;
  std::function<std::vector<Finding>()> silent;
};

/// One for every rule of the catalogue, by files: what a plan asks, and what lint alone does.
std::vector<RuleFixture> plan_rule_fixtures();
std::vector<RuleFixture> lint_rule_fixtures();

}  // namespace trustctl::test
