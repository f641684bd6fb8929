#pragma once

#include <compare>

#include "engine/model/certificate.hpp"
#include "engine/model/time.hpp"

namespace trustctl {

/// Neither key identifier speaks against the other, and both are there: 2. One is not: 1. They
/// differ: 0.
int key_id_agreement(const Certificate& child, const Certificate& issuer);

/// How promising a certificate is as the issuer of another, where several bear the issuer's name: a
/// CA that was renewed with the same key, a cross-certificate beside the root. The one ranking, so
/// that `verify` judges the path that `export` and `capture` carry over. The greater is tried
/// first. The order of the members is the order of their weight.
struct IssuerRank {
  bool in_root;     ///< it stands in Root or AuthRoot of a target
  bool byte_equal;  ///< its subject is the child's issuer, byte for byte
  int key_id;       ///< key_id_agreement
  bool valid;       ///< at the time that is asked for
  Time not_before;  ///< the newest of equals
  Time not_after;
  Fingerprint fingerprint;  ///< so that no two are equal

  friend auto operator<=>(const IssuerRank&, const IssuerRank&) = default;
};
IssuerRank issuer_rank(const Certificate& child, const Certificate& issuer, bool in_root, Time at);

}  // namespace trustctl
