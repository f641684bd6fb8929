#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"
#include "cli/target_option.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/operation/view.hpp"
#include "engine/platform/state_directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The manifest that a command means where it names none.
inline constexpr const char* default_manifest = "site.yaml";

/// The manifest that the command line names, else the default one.
std::string manifest_path(const Options& options);

/// The bytes of a file that should be a manifest or a saved plan; an error advises who named none.
Result<Bytes> read_manifest(const std::string& path, const Options& options);
/// The same, to be applied: refused where somebody may change it who is neither trusted nor named
/// by --trust-owner. (What it names as sources is pinned by SHA-256, whoever may write there.)
Result<Bytes> read_manifest_to_apply(const std::string& path, const Options& options);

/// A manifest as it was read from a file.
struct ManifestInput {
  Checked<Manifest> manifest;
  std::string path;                   ///< what errors name
  std::optional<Fingerprint> sha256;  ///< of its bytes; absent: they could not be read
};

/// Parses a manifest and puts the targets and limits of the command line into it.
ManifestInput manifest_from(const Result<Bytes>& text, const std::string& path,
                            const Options& options, ExtraTargets extra);
/// The same of a file.
ManifestInput load_manifest(const std::string& path, const Options& options, ExtraTargets extra);

/// The head of a document about it.
DocumentHead head_of(const Options& options, const ManifestInput& input);

/// The targets that a command which looks at targets alone means: TARGET, a name or a place, else
/// all that --target or ./site.yaml name.
Checked<std::vector<TargetDeclaration>> named_targets(const Options& options);

/// The targets that a command looks into whose arguments are no targets: those of --target, each a
/// place or a name of ./site.yaml, else all of ./site.yaml, else this computer's own stores, where
/// this build has them. May be none.
Checked<std::vector<TargetDeclaration>> chosen_targets(const Options& options);

/// The state directory that the command line names, else the system's for such stores.
Result<std::string> state_directory(const Options& options, StateOwner owner);

}  // namespace trustctl
