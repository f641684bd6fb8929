#pragma once

#include "engine/manifest/desired_state.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// The difference between what a target should hold and what it holds, as changes; the rules over
/// both; and the guards. A pure, total function: no input or output, no clock, no logger. O(n log
/// n); entries that are as declared cost well under a microsecond.
Plan make_plan(const DesiredState& desired, const TargetState& actual,
               const Capabilities& capabilities, const Policy& policy, Time now);

/// What make_plan leaves to the end because it costs 100 µs a certificate: whether what the plan
/// would add is admissible, and a self-issued one's own signature holds. Adds findings. What is to
/// be distrusted and may not be put into Disallowed is left out of the plan, with a warning, which
/// is unmet where the certificate stays in another store.
void examine_additions(Plan& plan, const TargetState& actual, const Policy& policy);

}  // namespace trustctl
