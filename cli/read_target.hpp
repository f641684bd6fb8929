#pragma once

#include "cli/options.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/render/render_target.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What is in a target, whose provider says on the terminal how far it is. Empty where there is no
/// such target.
Result<TargetState> read_state(const TargetDeclaration& target, const Selection& selection,
                               const Options& options);

/// Whether a target that was read whole most likely is not where it was said to be: it has no store
/// at all, and a place that can be misspelt.
bool is_missing(const TargetDeclaration& target, const TargetState& whole);

/// The same as read_state for a command that would be content with an empty target. A provider
/// takes a target that does not exist for an empty one, which the first apply makes; but most often
/// such a one is misspelt. So one that is_missing is not_found here, and so is one without a
/// selected store whose name nearly is a well-known one.
Result<TargetState> read_target(const TargetDeclaration& target, const Selection& selection,
                                const Options& options);

/// What a command says that finds no store at all: "machine (snapshot:pc.json) has no stores; ...".
Error no_stores(const TargetLabel& target);

}  // namespace trustctl
