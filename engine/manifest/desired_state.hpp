#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/manifest/manifest.hpp"
#include "engine/model/certificate.hpp"
#include "engine/model/finding.hpp"

namespace trustctl {

/// A certificate that must be in a store.
struct DesiredEntry {
  Certificate certificate;
  PropertyWishes wishes;
  std::string alias;  ///< of the certificate, or of the bundle it came with
  std::string cause;  ///< why it is here: "chain ocs-front-end", "stores Root", "bundle partners"
  Location at;        ///< the line that declares it
  bool from_bundle = false;  ///< a bundle's member, and not declared by a name of its own
};

/// By what certificates are meant that the manifest need not have. A subject can mean several.
using Meant = std::variant<Fingerprint, Thumbprint, Subject>;

/// A certificate that must not be in a store, or all those of one subject.
struct DesiredAbsence {
  Meant which;
  std::optional<Certificate> certificate;  ///< where the manifest has it at hand
  AbsentAction action = AbsentAction::remove;
  std::string reason;
  std::string alias;  ///< empty: named by digest or subject
  Location at;
};

/// A certificate that stays though it is not declared: an exception from pruning.
struct KeptEntry {
  Meant which;
  std::string reason;
  Location at = {};
};

struct DesiredStore {
  std::vector<DesiredEntry> present;  ///< sorted by SHA-256, each once
  std::vector<DesiredAbsence> absent;
  std::vector<KeptEntry> keep;
  Prune prune = Prune::owned;
  Tolerance tolerance = {};
  std::optional<Location> at;  ///< the store's block, where it has one
};

/// Whether entries that were there before and are nobody's are taken over.
enum class Adoption { leave, adopt };

/// What one target must look like.
struct DesiredState {
  std::string target;
  std::optional<Site> site;
  std::set<Site> former_sites;
  std::map<StoreName, DesiredStore> stores;
  Adoption adoption = Adoption::leave;
  std::vector<Finding> findings;  ///< what resolving noticed (absent_wins, name_not_byte_equal)
};

}  // namespace trustctl
