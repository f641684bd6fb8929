#include "tests/plan/planning.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

namespace trustctl::test {

Plan planned(const DesiredState& desired, const TargetState& actual) {
  return planned(desired, actual, {});
}

Plan planned(const DesiredState& desired, const TargetState& actual, const Policy& policy) {
  return make_plan(desired, actual, all_capabilities(), policy, today(), ask_openssl);
}

Finding only(const Plan& plan, RuleId rule) {
  std::vector<Finding> found;
  for (const Finding& finding : plan.findings) {
    if (finding.rule == rule) {
      found.push_back(finding);
    }
  }
  REQUIRE(found.size() == 1);
  return found.front();
}

}  // namespace trustctl::test
