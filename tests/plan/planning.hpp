#pragma once

#include "engine/plan/make_plan.hpp"

namespace trustctl::test {

/// make_plan on a target that can hold everything, with the default policy, in 2030.
Plan planned(const DesiredState& desired, const TargetState& actual);
Plan planned(const DesiredState& desired, const TargetState& actual, const Policy& policy);

/// The one finding of this rule; fails the test where there is none or more.
Finding only(const Plan& plan, RuleId rule);

}  // namespace trustctl::test
