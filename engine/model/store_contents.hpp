#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "engine/model/entry.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/known_certificates.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// What is in one store: entries sorted by (SHA-256, origin), each key once, and what the provider
/// noticed while reading (junk, files it could not read).
class StoreContents {
 public:
  StoreContents() = default;
  /// Sorts. Entries of one key are merged: the places of all, the properties of the first that has
  /// any.
  explicit StoreContents(std::vector<Entry> entries, std::vector<Finding> findings = {});

  std::span<const Entry> entries() const { return m_entries; }
  std::span<const Finding> findings() const { return m_findings; }
  /// Whether all that the store holds is in entries(). False where a finding says that a file or an
  /// entry could not be read (unreadable_file, or undecodable of no entry that is here): it may
  /// hold anything, so that nothing follows from a certificate's not being here.
  bool is_complete() const;
  /// The entry of this key; null where there is none. O(log n).
  const Entry* find(const Fingerprint& fingerprint, Origin origin) const;
  /// All entries of this certificate, one for each origin. O(log n).
  std::span<const Entry> find(const Fingerprint& fingerprint) const;

 private:
  std::vector<Entry> m_entries;
  std::vector<Finding> m_findings;
};

/// A target's stores. An unreadable store is a value and hides no other. A store that does not
/// exist is left out: it is empty.
using TargetState = std::map<StoreName, Result<StoreContents>>;

/// How much of each entry to read.
enum class Detail {
  entries,  ///< what a plan needs
  raw,      ///< every raw property too (Entry::raw), for a snapshot; needs no lock
};

/// Which stores to read (absent: all of them), and how much of them.
struct Selection {
  std::optional<std::set<StoreName>> stores = std::nullopt;
  Detail detail = Detail::entries;
  /// What the caller has at hand: a provider may give these back instead of decoding them again.
  KnownCertificates known = {};

  bool contains(const StoreName& name) const {
    return !stores.has_value() || stores->contains(name);
  }
};

}  // namespace trustctl
