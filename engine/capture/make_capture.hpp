#pragma once

#include <optional>
#include <set>

#include "engine/capture/capture.hpp"
#include "engine/chains/chain_path.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/model/time.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What of a target is wanted.
struct CaptureChoice {
  /// The vendor's entries are everywhere already, and differ from one version to the next.
  std::set<Origin> origins = {Origin::local, Origin::policy};
  /// Absent: every store but those of the computer's own certificates (My, REQUEST), and NTAuth,
  /// which Active Directory alone can change.
  std::optional<std::set<StoreName>> stores = std::nullopt;
  /// When validity is judged, for the rules to relax.
  Time now = {};
};

/// Turns what a target holds into what a manifest would declare: applied to an empty target that
/// can hold as much, it gives the same set of certificates with the same names, descriptions and
/// purposes. What may not be added (see admissible) is left out and said. Pure: the same state
/// gives the same capture. Fails where a wanted store could not be read, or nothing is left.
Checked<Capture> make_capture(const TargetState& actual, const CaptureChoice& choice);

/// One chain for one certificate: the CA certificates of its path, which is complete, placed by
/// rule wherever they stood, with the properties that they have in Root (a root) or CA (others).
/// Fails where the path holds no CA certificate.
Checked<Capture> capture_chain(const ChainPath& path, const TargetState& actual, Time now);

}  // namespace trustctl
