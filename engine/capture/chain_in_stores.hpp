#pragma once

#include <span>
#include <string>

#include "engine/chains/chain_path.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Where a chain is looked for.
struct ChainSources {
  std::span<const TargetState> states;
  std::span<const std::string> names;        ///< of the targets, one a state
  std::span<const Certificate> beside = {};  ///< what came with the certificate, in its file
};

/// The complete path of a certificate through the readable stores of some targets, and through what
/// came beside it. Root, AuthRoot and SmartCardRoot hold the roots that are meant. What is in
/// Disallowed of one of the targets (see Distrusted) is no part of it, wherever else it stands.
/// Fails with not_found, which names the issuer that is missing; and with refused where the path
/// would need what a target distrusts, or where a target's Disallowed could not be read whole.
Result<ChainPath> chain_in_stores(const Certificate& leaf, const ChainSources& sources, Time now);

}  // namespace trustctl
