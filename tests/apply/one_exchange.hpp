#pragma once

#include "engine/apply/apply_plan.hpp"
#include "engine/plan/make_plan.hpp"
#include "tests/support/fake_target.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

// What the tests of apply have in common: lab-root is wanted in Root, single-root no longer, and
// lab-policy is relied on in CA.

/// single-root.
const Certificate& gone();
DesiredState wish();
/// A target where that is still to be done.
TargetState before();
Plan plan_for(const TargetState& actual);
ApplyReport apply(const Plan& plan, FakeTarget& target, Journal& journal);

}  // namespace trustctl::test
