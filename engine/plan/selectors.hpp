#pragma once

#include <map>
#include <variant>
#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl {

/// Finds certificates by the digests that a manifest names them by, among all that is at hand: what
/// is declared, and what is in any readable store. SHA-1 digests are computed once each, and only
/// where the manifest names a thumbprint at all. Borrows both states.
class Selectors {
 public:
  Selectors(const DesiredState& desired, const TargetState& actual);

  /// Every certificate that is meant: one of this SHA-256 (whether it is at hand or not), or all
  /// that are at hand and have this thumbprint. Sorted.
  std::vector<Fingerprint> matches(const std::variant<Fingerprint, Thumbprint>& which) const;
  /// The certificate itself; null where it is not at hand.
  const Certificate* certificate(const Fingerprint& fingerprint) const;

 private:
  void index_thumbprints();

  const DesiredState& m_desired;
  const TargetState& m_actual;
  std::map<Thumbprint, std::vector<Fingerprint>> m_by_thumbprint;
};

}  // namespace trustctl
