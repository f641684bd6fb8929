#pragma once

#include <vector>

#include "engine/plan/make_plan.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

/// make_plan on a target that can hold everything, with the default policy, in 2030.
Plan planned(const DesiredState& desired, const TargetState& actual);
Plan planned(const DesiredState& desired, const TargetState& actual, const Policy& policy);

/// A store that is to hold these entries and nothing else.
DesiredStore exclusive(std::vector<DesiredEntry> entries = {});
/// A store of which nothing is wanted but this absence.
DesiredStore without(const DesiredAbsence& absence);

/// A certificate that nobody declared.
const Certificate& stranger();

/// The one finding of this rule; fails the test where there is none or more.
Finding only(const Plan& plan, RuleId rule);

}  // namespace trustctl::test
