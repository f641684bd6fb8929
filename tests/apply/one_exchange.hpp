#pragma once

#include <algorithm>
#include <variant>

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

/// Whether every change of a report came out as a T.
template <class T>
bool all_are(const ApplyReport& report) {
  return std::all_of(report.changes.begin(), report.changes.end(), [](const AppliedChange& one) {
    return std::holds_alternative<T>(one.outcome);
  });
}

}  // namespace trustctl::test
