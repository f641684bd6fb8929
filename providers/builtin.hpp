#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "engine/verify/question.hpp"
#include "engine/verify/system_answer.hpp"

namespace trustctl {

/// One option that a provider takes in `targets`.
struct ProviderOption {
  std::string_view name;
  std::string_view help;
  bool required;
};

/// One row of the table of providers.
struct ProviderInfo {
  std::string_view name;
  std::string_view summary;
  std::string_view holds;  ///< one line: what an entry can hold there
  std::span<const ProviderOption> options;
  /// The option that `--target NAME=PROVIDER:LOCATION` sets; empty: it takes no location.
  std::string_view location_option;
  /// The only locations there are, written in whatever letter case; empty: it is a path.
  std::span<const std::string_view> locations;
  /// The location whose stores only one user's programs read; empty: there is none.
  std::string_view user_location;
  /// Empty: available. Else why not: "not available in this build: needs Windows".
  std::string_view unavailable;
  Result<std::unique_ptr<Provider>> (*make)(const TargetDeclaration&, Progress*);
};

/// Every provider that trustctl knows, sorted by name, also those that this build cannot run.
std::span<const ProviderInfo> builtin_providers();

/// The provider of a declared target. Fails, with the place in the manifest, for an unknown
/// provider or option (naming the nearest), a missing option, or one that this build does not have.
/// Opens nothing. `progress` is borrowed; null: nobody watches.
Result<std::unique_ptr<Provider>> make_provider(const TargetDeclaration& target,
                                                Progress* progress = nullptr);

/// What the target's option for its place says, in the spelling that the provider has of it
/// ("LocalMachine" for "localmachine"); empty where it says nothing.
std::string location_of(const TargetDeclaration& target);

/// Where the file or folder is that a target lives in, as make_provider would open it, relative to
/// the current folder; empty for a target that has none (the stores of a computer), and for one
/// that make_provider refuses.
std::string path_of(const TargetDeclaration& target);

/// Whether the operating system can be asked about this target's stores: they are this Windows
/// computer's. Fails with unsupported, saying what it needs.
Result<void> check_asks_system(const TargetDeclaration& target);
/// What the operating system itself answers, by the stores of this target.
Result<SystemAnswer> ask_system(const TargetDeclaration& target, const Question& question,
                                Fetching fetching);

}  // namespace trustctl
