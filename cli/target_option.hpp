#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/plan/lint.hpp"
#include "engine/render/render_target.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Reads "NAME=PROVIDER[:LOCATION]", as --target takes it. LOCATION starts in the current folder.
/// Fails with invalid_input. Whether there is such a provider is for make_provider to say.
Result<TargetDeclaration> parse_target_option(const std::string& text);

/// Reads "PROVIDER[:LOCATION]", for a command that looks at one target; its name is the text
/// itself.
Result<TargetDeclaration> parse_place(const std::string& text);

/// Whether a command's TARGET is a place ("directory:./x", "cryptoapi") and not a name.
bool is_place(std::string_view text);

/// Whether it begins with the name of a provider and is nothing but a place: what else a command
/// takes may hold a colon too (C:\\site.yaml).
bool names_provider(std::string_view text);

/// Whether a target's stores are read by one user's programs alone (cryptoapi's CurrentUser).
Reach reach_of(const TargetDeclaration& target);

/// Whether this build can look at such a target.
bool is_available(const TargetDeclaration& target);

/// Puts the targets of --target in the place of declared ones. Where a manifest declares none of
/// that name it is one more where `extra` allows it, else an error that names the nearest.
enum class ExtraTargets { refused, allowed };
Result<void> replace_targets(std::vector<TargetDeclaration>& declared,
                             std::span<const std::string> options, ExtraTargets extra);

/// How people are told of a target: its name, its provider, and where.
TargetLabel label_of(const TargetDeclaration& target);

}  // namespace trustctl
