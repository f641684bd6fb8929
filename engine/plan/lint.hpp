#pragma once

#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/plan/judgement.hpp"

namespace trustctl {

/// Whom a target's stores are read by: every program of the machine, or those of one user.
enum class Reach { machine, user };

/// Everything that the rules say of what a manifest declares for one target, signatures excepted
/// (judge_signature: once a certificate, however many stores want it). Findings of single
/// certificates have the line that declares them. In the order of a plan's.
std::vector<Finding> lint_declared(const DesiredState& desired, Reach reach, const Policy& policy,
                                   Time now);

/// Everything that the rules say of what stands in a target's stores: what the provider noticed,
/// every entry that is not the vendor's, and all of them together. The signature of what is
/// self-issued is verified (100 µs each). Findings have the place of the entry. Unreadable stores
/// are left out. root_key_here is seen where they were read with Detail::raw.
std::vector<Finding> lint_observed(const TargetState& actual, Reach reach, const Policy& policy,
                                   Time now);

}  // namespace trustctl
