#pragma once

#include <memory>

#include "engine/operation/target_run.hpp"
#include "engine/render/view_settings.hpp"

namespace trustctl {

/// How a target differs from its manifest, for a terminal: one line where it does not ("In sync: 4
/// certificates in 2 stores of machine."), else what is missing, unexpected, misplaced or
/// different, by store, with the line of the manifest at the right edge. Where anything drifted,
/// the last line sums it up for all targets together. Both lines are interface.
std::unique_ptr<View<TargetRun>> check_text_view(TextSink& sink, const ViewSettings& settings);

}  // namespace trustctl
