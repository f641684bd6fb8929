#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "cli/target_option.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/plan/plan_file.hpp"
#include "engine/provider.hpp"
#include "engine/render/render_plan.hpp"

namespace trustctl {

/// A target that was read and can be written.
struct PlannedTarget {
  TargetDeclaration declaration;
  std::optional<Site> site;
  std::unique_ptr<Provider> provider;
  bool missing = false;  ///< nothing was found where it is said to be (is_missing)
};

/// What one run means to do: plans[i] is for targets[i].
struct Planning {
  /// Whom the providers tell how far they are; outlives them.
  std::unique_ptr<TerminalProgress> progress = std::make_unique<TerminalProgress>();
  std::vector<TargetPlan> plans;
  std::vector<PlannedTarget> targets;
  /// What hindered as a whole (then there are no plans), or a target of its own.
  std::vector<Error> errors;
};

/// Reads the sources of a manifest, reads every target, compares. A target that cannot be read
/// hides no other. What is wrong with the manifest is what is wrong with the planning.
Planning plan_manifest(const Checked<Manifest>& manifest, const Options& options, Time now);

/// A saved plan, with its providers.
Planning plan_saved(std::vector<SavedPlan> saved, const Options& options);
/// The plans, as a file keeps them: relative paths of targets start at an absolute folder.
std::vector<SavedPlan> savable(const Planning& planning);

/// What stands in the way of a plan, for the error stream: declared errors, unreadable stores.
std::vector<Error> obstacles(const Plan& plan);
/// Everything that went wrong in a planning: its own errors, then the obstacles of each plan.
std::vector<Error> all_errors(const Planning& planning);

/// Where a relative path of now leads to later; "" is the current folder.
std::string absolute_path(const std::string& path);

/// "directory:/srv/trust": a target's provider, and where it is for good.
std::string place_of(const TargetDeclaration& target);

/// What the clock says; with --at, that.
Time judged_time(const Options& options);

}  // namespace trustctl
