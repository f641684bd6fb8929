#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"
#include "cli/target_option.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The manifest that a command means where it names none.
inline constexpr const char* default_manifest = "site.yaml";

/// The manifest that the command line names, else the default one.
std::string manifest_path(const Options& options);

/// Reads a manifest from the disk and puts the targets and limits of the command line into it.
Checked<Manifest> load_manifest(const std::string& path, const Options& options,
                                ExtraTargets extra);

/// The targets that a command which looks at targets alone means: TARGET, a name or a place, else
/// all that --target or ./site.yaml name.
Checked<std::vector<TargetDeclaration>> named_targets(const Options& options);

/// The targets that a command means whose arguments are no targets: those of --target, each a place
/// or a name of ./site.yaml, else all of ./site.yaml, else this computer's own stores where this
/// build has them.
Checked<std::vector<TargetDeclaration>> chosen_targets(const Options& options);

/// The state directory that the command line names, else the system's.
Result<std::string> state_directory(const Options& options);

}  // namespace trustctl
