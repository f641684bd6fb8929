#include "engine/chains/issuer_rank.hpp"

#include "engine/model/bytes.hpp"

namespace trustctl {

int key_id_agreement(const Certificate& child, const Certificate& issuer) {
  const ByteView wanted = child.authority_key_id();
  const ByteView present = issuer.subject_key_id();
  if (wanted.empty() || present.empty()) {
    return 1;
  }
  return as_text(wanted) == as_text(present) ? 2 : 0;
}

IssuerRank issuer_rank(const Certificate& child, const Certificate& issuer, bool in_root, Time at) {
  return {in_root,
          as_text(issuer.subject()) == as_text(child.issuer()),
          key_id_agreement(child, issuer),
          issuer.not_before() <= at && at <= issuer.not_after(),
          issuer.not_before(),
          issuer.not_after(),
          issuer.fingerprint()};
}

}  // namespace trustctl
