#pragma once

#include "engine/manifest/manifest.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What is in a target, whose provider says on the terminal how far it is. Empty where there is no
/// such target.
Result<TargetState> read_state(const TargetDeclaration& target, const Selection& selection);

/// The same as read_state for a command that would be content with an empty target. A provider
/// takes a target that does not exist for an empty one, which the first apply makes; but most often
/// such a one is misspelt. So one that is_missing is not_found here, and so is one without a
/// selected store whose name nearly is a well-known one.
Result<TargetState> read_target(const TargetDeclaration& target, const Selection& selection);

}  // namespace trustctl
