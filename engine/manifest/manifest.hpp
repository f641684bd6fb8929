#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "engine/chains/name_comparison.hpp"
#include "engine/model/bytes.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/error.hpp"
#include "engine/model/fingerprint.hpp"
#include "engine/model/names.hpp"
#include "engine/model/rule.hpp"

namespace trustctl {

/// A value with the place where the manifest says it.
template <class T>
struct Declared {
  T value;
  Location at;
};

/// `targets: { machine: { provider: directory, path: ./x } }`. What options a provider takes is the
/// provider's to judge.
struct TargetDeclaration {
  std::string name;
  Declared<std::string> provider;
  std::map<std::string, Declared<std::string>> options;
  Location at;
  /// Relative paths among the options start here: the manifest's folder, or the current one.
  std::string base_directory;
};

/// What a manifest wants of the properties of an entry. (`purposes: any` is Clear, `none` the empty
/// set, left out Keep.)
struct PropertyWishes {
  Wish<std::string> friendly_name = Keep{};
  Wish<std::string> description = Keep{};
  Wish<std::set<Oid>> purposes = Keep{};
  friend bool operator==(const PropertyWishes&, const PropertyWishes&) = default;
};

/// Where bytes come from: a file beside the manifest, or text within it.
struct FileSource {
  std::string path;  ///< as written
};
struct InlinePem {
  std::string text;
};
using Source = std::variant<FileSource, InlinePem>;

struct CertificateDeclaration {
  std::string alias;
  Declared<Source> source;
  Declared<Fingerprint> sha256;
  PropertyWishes wishes;
  Location at;
};

struct BundleDeclaration {
  std::string alias;
  Declared<Source> source;
  Declared<Fingerprint> file_sha256;
  PropertyWishes wishes;  ///< of every member; no friendly name
  Location at;
};

struct ChainDeclaration {
  std::string name;
  std::vector<Declared<std::string>> certificates;  ///< aliases
  std::optional<std::vector<Declared<std::string>>> targets;
  Location at;
};

/// How a manifest names a certificate that it need not have: by alias, SHA-256 or thumbprint; and
/// in `absent`, all those of one subject.
using Selector = std::variant<std::string, Fingerprint, Thumbprint, Subject>;

enum class AbsentAction { remove, distrust };

struct AbsentDeclaration {
  Declared<Selector> which;
  AbsentAction action = AbsentAction::remove;
  std::string reason;
};

struct KeepDeclaration {
  Declared<Selector> which;
  std::string reason;
};

enum class Prune { never, owned, all };

/// What an exclusive store (`prune: all`) leaves alone beside its `keep`.
struct Tolerance {
  /// The sites whose entries may stay. Absent: the store says nothing of others, so that their
  /// entries are drift, and yet not ours to take away.
  std::optional<std::set<Site>> other_sites;
  bool policy = false;  ///< undeclared entries by policy are no drift
};

struct StoreDeclaration {
  Declared<StoreName> store;
  std::optional<std::vector<Declared<std::string>>> targets;
  std::vector<Declared<std::string>> present;  ///< aliases of certificates or bundles
  std::vector<AbsentDeclaration> absent;
  std::optional<Declared<Prune>> prune;
  std::vector<KeepDeclaration> keep;
  Tolerance tolerance;
  Location at;
};

struct Policy {
  /// Only the rules that the manifest names; the others keep the catalogue's levels.
  std::map<RuleId, RuleLevels> levels;
  int expires_within_days = 30;
  /// More removals than this in one plan of one target stop everything.
  std::size_t max_removals = 5;
  std::set<Fingerprint> protect;

  RuleLevels levels_of(RuleId id) const;
};

/// site.yaml, as it says it: checked for form, not yet for what its sources hold.
struct Manifest {
  std::string file;  ///< as the user named it
  std::optional<Declared<Site>> site;
  std::set<Site> former_sites;
  std::vector<TargetDeclaration> targets;  ///< in the order of the file; never empty
  std::vector<CertificateDeclaration> certificates;
  std::vector<BundleDeclaration> bundles;
  std::vector<ChainDeclaration> chains;
  std::vector<StoreDeclaration> stores;
  Policy policy;
};

/// Whether `targets:` of a chain or a store names this target; left out, it means all of them.
bool concerns(const std::optional<std::vector<Declared<std::string>>>& targets,
              const std::string& target);

/// The folder that relative paths of a manifest start in: that of its file, "." where it names
/// none.
std::string folder_of(const std::string& file);

}  // namespace trustctl
