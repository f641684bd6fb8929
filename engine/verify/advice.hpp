#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/verify/answer.hpp"
#include "engine/verify/cure.hpp"

namespace trustctl {

/// What of the surroundings an advice depends on.
struct AdviceSetting {
  /// How many certificates a server sent; absent: they are files.
  std::optional<std::size_t> certificates_sent = std::nullopt;
};

/// What a person can do about an answer: facts, which render/ puts into words and into JSON.
/// All of it is empty where the path is good.
struct Advice {
  /// A certificate of the path that has expired.
  struct Expired {
    std::size_t link;  ///< its place in the path; 0 is the leaf
    /// Where its successor belongs. Absent for the leaf, which only its owner can renew.
    std::optional<StoreName> successor_into;
  };

  /// Where what is missing belongs: CA or Root where the path ends before any root
  /// (Answer::missing says what of it is known); Root where it ends in a root that is not there.
  std::vector<StoreName> missing_from;
  /// The server sent its own certificate alone: sending the intermediates cures every client.
  bool sent_alone = false;
  /// In the order of the path.
  std::vector<Expired> expired;
  /// The root may be one of Microsoft's programme, which Windows fetches when it is first needed:
  /// Answer::may_fetch says how sure that is.
  bool windows_may_fetch_root = false;
  /// What a manifest could declare against it; where that would not cure it, why.
  JudgedCures judged;
};

/// The path ends in a root, which is not in Root.
bool ends_in_untrusted_root(const Answer& answer);

Advice advice_on(const Answer& answer, JudgedCures judged, const AdviceSetting& setting);

}  // namespace trustctl
