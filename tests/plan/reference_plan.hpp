#pragma once

#include "engine/plan/make_plan.hpp"

namespace trustctl::test {

/// What make_plan must give, said as plainly as it can be: every question is put to every
/// certificate in every store, and answered by looking through the whole state again. Slow.
///
/// Gives changes, refusals (guards only), unreadable stores, relied_on, and those findings that
/// planning itself makes, without their words; not what the rules say of single certificates.
Plan reference_plan(const DesiredState& desired, const TargetState& actual,
                    const Capabilities& capabilities, const Policy& policy);

}  // namespace trustctl::test
