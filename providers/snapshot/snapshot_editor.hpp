#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/provider.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl::snapshot {

/// What a batch makes of a snapshot.
struct Edit {
  std::vector<std::optional<Outcome>> outcomes;  ///< nothing: to be made by writing `text`
  std::string text;                              ///< the whole new document
  bool any = false;                              ///< whether there is anything to write
};

/// The local entry as the document holds it, for the journal; empty where there is none.
std::vector<Image> images_of(std::string_view text, const Snapshot& snapshot,
                             const StoreName& store, const Certificate& certificate);

/// Judges a batch against a snapshot and writes the document that it leads to. Stores that no
/// change touches, entries that none touches, and members of entries that none names keep their
/// bytes.
Edit edit(std::string_view text, const Snapshot& snapshot, std::span<const Step> steps);

}  // namespace trustctl::snapshot
