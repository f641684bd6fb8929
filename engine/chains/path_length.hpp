#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/chains/chain_links.hpp"

namespace trustctl {

/// A CA that stands deeper than one above it allows (pathLenConstraint, RFC 5280 §6.1.4 l and m),
/// whichever of its issuers a path takes: nothing that it issues can be trusted.
struct TooDeep {
  std::size_t member;
  std::size_t limiting;  ///< whose path length it is
};

/// The members of a chain set that are too deep; of those below one another the first alone. Above
/// a member without an issuer in the set nothing is known, and so nothing forbidden.
std::vector<TooDeep> too_deep(std::span<const ChainMember> members, const ChainLinks& links);

/// "stands deeper than 'Lab Root' allows (pathLenConstraint 0): …", to follow the member's name.
std::string path_length_text(const Certificate& limiting);

}  // namespace trustctl
