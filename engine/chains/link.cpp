#include "engine/chains/link.hpp"

#include "engine/chains/issuer_rank.hpp"

namespace trustctl {

bool link_holds(const Certificate& child, const Certificate& issuer, SignatureVerdict signature) {
  if (signature != SignatureVerdict::unverifiable) {
    return signature == SignatureVerdict::good;
  }
  const int agreement = key_id_agreement(child, issuer);
  return as_text(issuer.subject()) == as_text(child.issuer()) &&
         (issuer == child ? agreement != 0 : agreement == 2);
}

}  // namespace trustctl
