#pragma once

#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/verify/answer.hpp"

namespace trustctl {

/// What could not be read and leaves a verdict open.
struct Unread {
  bool any = false;
  std::vector<Error> parts;  ///< of stores that could be read otherwise; no more than 16 a store
};

/// Whether a leaf is refused for what no other certificate could mend: it expired, say.
bool is_refused_by_itself(const std::vector<Problem>& leaf);

/// Of what is trusted, Disallowed may say otherwise; of what is not, Root and CA may hold the
/// issuer that is missing, unless the leaf is refused for itself (it expired, say). An entry of
/// Disallowed that does not decode counts as unread: nobody can say what it distrusts. So do
/// LocalMachine's stores, where those of a Windows user are all that is known.
Unread find_unread(const TargetState& stores, Trust trust, const std::vector<Problem>& leaf);

}  // namespace trustctl
