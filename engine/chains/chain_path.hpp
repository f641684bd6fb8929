#pragma once

#include <span>
#include <vector>

#include "engine/model/certificate.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

/// A certificate that may stand in a path, and whether it stands in Root.
struct PathCandidate {
  Certificate certificate;
  bool in_root = false;
};

/// One certificate's certification path, itself first.
struct ChainPath {
  std::vector<Certificate> certificates;
  /// The last one is self-signed. False: its issuer is not among the candidates.
  bool complete = false;
};

/// The path from `leaf` to a root: to one in Root if there is such a path, else to any self-signed
/// certificate, else as far as it goes. Of several issuers that signed a certificate, the most
/// promising comes first (issuer_rank, with `now`). Links are ChainLinks'; whether the path is
/// valid is not judged.
ChainPath chain_path(const Certificate& leaf, std::span<const PathCandidate> candidates, Time now);

}  // namespace trustctl
