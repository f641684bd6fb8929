#pragma once

#include "engine/manifest/desired_state.hpp"
#include "engine/model/capabilities.hpp"
#include "engine/model/signature.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/plan.hpp"

namespace trustctl {

/// The difference between what a target should hold and what it holds, as changes; the rules over
/// both; and the guards over what is left in the plan. This is the whole plan: nothing is added to
/// it or taken away afterwards. A pure, total function: no input or output, no clock, no logger.
/// `ask` is asked once of each certificate that would be added (by ask_openssl: 100 µs each). O(n
/// log n); entries that are as declared cost well under a microsecond.
///
/// What is to be distrusted and may not be put into Disallowed is left out, with a warning, which
/// is unmet where the certificate stays in another store.
Plan make_plan(const DesiredState& desired, const TargetState& actual,
               const Capabilities& capabilities, const Policy& policy, Time now,
               const AskSignature& ask);

}  // namespace trustctl
