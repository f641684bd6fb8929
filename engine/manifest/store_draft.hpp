#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/manifest/desired_state.hpp"
#include "engine/manifest/manifest.hpp"
#include "engine/model/error.hpp"
#include "engine/model/finding.hpp"

namespace trustctl {

/// Whether a present entry was named itself, or came along with a bundle.
enum class Mention { by_name, with_bundle };

/// An entry that is wanted.
struct Presence {
  DesiredEntry entry;
  Mention mention;
};

/// What the chains and blocks of a manifest say of one store, gathered and not yet held against
/// each other.
struct StoreDraft {
  std::map<Fingerprint, Presence> present;
  std::vector<DesiredAbsence> absent;
  std::map<Meant, std::size_t> absent_index;
  std::vector<KeptEntry> keep;
  std::optional<Declared<Prune>> prune;
  Tolerance tolerance;
  std::optional<Location> at;
};

using StoreDrafts = std::map<StoreName, StoreDraft>;

/// "line 12".
std::string line_of(const Location& at);

/// Holds what one target's stores want against each other: what is present and absent at once, and
/// what is present while it is distrusted anywhere, since Disallowed outweighs every other store.
/// An error where it is present by name; of a bundle's member the absence or distrust wins, with a
/// finding.
void settle_drafts(StoreDrafts& drafts, const Policy& policy, std::vector<Finding>& findings,
                   std::vector<Error>& errors);

}  // namespace trustctl
