#include "tests/plan/planning.hpp"

#include <catch2/catch.hpp>
#include <utility>

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

DesiredStore exclusive(std::vector<DesiredEntry> entries) {
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

const Certificate& stranger() {
  static const Certificate certificate = fixture("single-root");
  return certificate;
}

}  // namespace trustctl::test
