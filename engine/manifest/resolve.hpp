#pragma once

#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/manifest/file_reader.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The most that one source file may hold (64 MiB).
inline constexpr std::size_t source_size_limit = std::size_t{64} * 1024 * 1024;

/// A manifest with its certificates at hand.
struct ResolvedManifest {
  /// Every declared certificate and bundle member, in the order of the file.
  struct Member {
    std::string alias;
    Certificate certificate;
    Location at;
  };
  std::vector<Member> certificates;
  /// What targets must look like. Those that the same chains and store blocks concern share one
  /// (whose `target` is the first of them), so that thousands of targets are resolved once.
  std::vector<DesiredState> states;
  std::vector<std::size_t> state_of_target;  ///< in the order of Manifest::targets

  const DesiredState& state_of(std::size_t target) const { return states[state_of_target[target]]; }
};

/// Reads every source once through `files`, checks it against its pin, and places chains
/// (engine/chains/placement.hpp) and stores. All errors are reported, each with the line that
/// declares what is wrong: a source that is missing, holds a private key, or no certificate with
/// the pinned digest; a pin that is the digest of the file; a chain that is incomplete, cyclic or
/// holds an end-entity; a certificate both present and absent by name.
Checked<ResolvedManifest> resolve(const Manifest& manifest, const FileReader& files);

}  // namespace trustctl
