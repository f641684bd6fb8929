#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/chains/placement.hpp"
#include "engine/manifest/desired_state.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/manifest/sources.hpp"

namespace trustctl {

/// The certificates of a manifest by alias; borrows all of them.
struct Aliases {
  std::map<std::string, const ResolvedCertificate*> certificates;
  std::map<std::string, const ResolvedBundle*> bundles;
  /// Every certificate at hand, for what is named by digest.
  std::map<Fingerprint, const Certificate*> by_sha256;
  std::map<Thumbprint, const Certificate*> by_thumbprint;
  std::multimap<std::string, const Certificate*> by_subject;  ///< by comparable_name
  /// What is to be said wherever an alias is used.
  std::multimap<std::string, Finding> notes;
};

/// A chain with its placement; members[i] goes to placement.stores[i].
struct PlacedChain {
  const ChainDeclaration* declaration;
  std::vector<ChainMember> members;
  ChainPlacement placement;
};

/// What one target must look like, from the chains and store blocks that concern it. Adds an error
/// for each contradiction: two wishes for one certificate, present and absent at once, two prunes.
DesiredState build_target(const Manifest& manifest, const std::string& target,
                          std::span<const PlacedChain> chains, const Aliases& aliases,
                          std::vector<Error>& errors);

}  // namespace trustctl
