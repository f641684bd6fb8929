#pragma once

#include <map>
#include <variant>
#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/model/store_contents.hpp"

namespace trustctl {

/// Finds certificates by the digests and subjects that a manifest names them by, among all that is
/// at hand: what is declared, and what is in any readable store. SHA-1 digests and comparable names
/// are computed once each, and only where the manifest names a thumbprint or a subject at all.
/// Borrows both states.
class Selectors {
 public:
  Selectors(const DesiredState& desired, const TargetState& actual);

  /// Every certificate that is meant: one of this SHA-256 (whether it is at hand or not), or all
  /// that are at hand and have this thumbprint or subject. Sorted.
  std::vector<Fingerprint> matches(const Meant& which) const;
  /// The certificate itself; null where it is not at hand.
  const Certificate* certificate(const Fingerprint& fingerprint) const;

 private:
  void index(bool thumbprints, bool subjects);

  const DesiredState& m_desired;
  const TargetState& m_actual;
  std::map<Thumbprint, std::vector<Fingerprint>> m_by_thumbprint;
  std::map<std::string, std::vector<Fingerprint>> m_by_subject;
};

}  // namespace trustctl
