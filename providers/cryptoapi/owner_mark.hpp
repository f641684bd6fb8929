#pragma once

#include <optional>
#include <set>
#include <string>

#include "engine/model/names.hpp"

namespace trustctl::cryptoapi {

/// The description of an entry (property 13), and the sites whose manifests put the entry there.
/// Windows has no property for owners, so they stand before the administrator's text:
/// `[trustctl owners=schertz.lab/base,schertz.lab/edge] the text`.
struct MarkedText {
  std::set<Site> owners;
  std::optional<std::string> text;  ///< absent: there is none; not the same as an empty one

  friend bool operator==(const MarkedText&, const MarkedText&) = default;
};

/// Takes the mark off a description. What does not read as a mark from its first to its last byte
/// is text, whoever wrote it: a mark that somebody broke makes the entry nobody's, and it will not
/// be pruned.
MarkedText read_owner_mark(const std::optional<std::string>& description);

/// Puts the mark on; absent where there are neither owners nor text. read_owner_mark gives the same
/// back for every text: one that itself looks like a mark gets an empty mark before it.
std::optional<std::string> write_owner_mark(const MarkedText& marked);

}  // namespace trustctl::cryptoapi
