#pragma once

#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl::test {

/// The target after every change of the plan.
TargetState simulate(const Plan& plan, const TargetState& actual);

}  // namespace trustctl::test
