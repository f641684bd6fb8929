#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/provider.hpp"
#include "providers/single_file/file_codec.hpp"

namespace trustctl {

/// A batch that one rewrite of a file carries out, judged before it.
struct FileBatch {
  std::vector<std::optional<Outcome>> outcomes;  ///< nothing: the rewrite decides
  std::vector<const Change*> changes;            ///< those that the rewrite is to make

  /// The outcomes, once it is known what the rewrite came to.
  Applied applied(const Outcome& of_the_rewrite) const;
};

/// Judges every step against what the file holds: what is done already, stale, or cannot be, gets
/// its outcome here.
FileBatch judge(const DecodedFile& file, std::span<const Step> steps);

/// What is not as it was in `after`, though no change names it: an entry, or what is foreign. For
/// messages; nothing where all is well.
std::optional<std::string> first_lost(const DecodedFile& before, const DecodedFile& after,
                                      std::span<const Change* const> changes);

}  // namespace trustctl
