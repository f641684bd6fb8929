#pragma once

#include <vector>

#include "engine/verify/answer.hpp"

namespace trustctl {

/// Something that could be declared, so that a path becomes a good one in this respect.
struct Cure {
  enum class Act {
    trust_chain,       ///< the root into Root, and its subordinates with it: placed by rule
    undo_distrust,     ///< out of Disallowed
    restore_purposes,  ///< good for all purposes again
  };
  Act act;
  /// For trust_chain the root first and the leaf left out, unless it is the root; else one.
  std::vector<Certificate> certificates;
  /// Where it stands now, and where the change is. Root for trust_chain.
  StoreName store;
};

/// What would cure an answer, in the order of its path. Nothing where nobody could declare it: an
/// issuer that is not at hand, an entry by policy, a certificate that has expired.
std::vector<Cure> cures_of(const Answer& answer);

}  // namespace trustctl
