#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/names.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// One member of a chain set, with the alias and line it was declared by.
struct ChainMember {
  Certificate certificate;
  std::string alias;
  Location at;
};

/// Which stores each member goes to: stores[i] belongs to members[i].
struct ChainPlacement {
  std::vector<std::vector<StoreName>> stores;
  /// Links whose names match by RFC 5280 §7.1 only, or that nobody can verify, and members that are
  /// too deep. At the catalogue's levels.
  std::vector<Finding> findings;
};

/// Places a chain set by rule: a root that issued another member goes to Root and CA, every other
/// CA certificate to CA, a root alone to Root (Microsoft KB 2795828: what is not self-signed has no
/// place in Root). Links are found by name and a verified signature, whatever key
/// identifier is named; a signature that nobody can verify holds by the exact name and key
/// identifier (link_holds). Fails with every error: a member that may not issue certificates, and
/// one that does not reach a self-signed root of the set, whose error names the missing issuer.
Checked<ChainPlacement> place_chain(std::span<const ChainMember> members, const std::string& chain);

}  // namespace trustctl
