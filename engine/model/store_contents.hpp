#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "engine/model/entry.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/known_certificates.hpp"
#include "engine/model/windows_trust.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Whether this finding says that something in a store was not read: a file that could not be
/// opened, or bytes that may be an entry and do not decode as one.
bool says_unread(const Finding& finding);

/// What is in one store: entries sorted by (SHA-256, origin), each key once, and what the provider
/// noticed while reading (junk, files it could not read).
class StoreContents {
 public:
  StoreContents() = default;
  /// Sorts. Entries of one key are merged into one with the places of all.
  explicit StoreContents(std::vector<Entry> entries, std::vector<Finding> findings = {});

  std::span<const Entry> entries() const { return m_entries; }
  std::span<const Finding> findings() const { return m_findings; }
  /// Whether all that the store holds is in entries(): no finding says_unread. Where one does, the
  /// store may hold anything, so that nothing follows from a certificate's not being here.
  bool is_complete() const;
  /// The entry of this key; null where there is none. O(log n).
  const Entry* find(const Fingerprint& fingerprint, Origin origin) const;
  /// All entries of this certificate, one for each origin. O(log n).
  std::span<const Entry> find(const Fingerprint& fingerprint) const;

 private:
  std::vector<Entry> m_entries;
  std::vector<Finding> m_findings;
};

/// What reading a target gave: its stores, and what concerns the target as a whole. Walk it as the
/// map of its stores (`for (const auto& [store, contents] : state)`).
struct TargetState {
  using Stores = std::map<StoreName, Result<StoreContents>>;

  /// An unreadable store is a value and hides no other. A store that does not exist is left out: it
  /// is empty.
  Stores stores = {};
  /// What was noticed beside the stores, and belongs to none: a folder that is no store's. Their
  /// `store` is absent. A plan, check, lint, show and snapshot all say them.
  std::vector<Finding> findings = {};
  /// Why the target can be read and not changed, where only reading shows that; absent: it can.
  std::optional<Error> read_only = std::nullopt;
  /// Who may write to the target beside its owner, and the cure, where that is nobody's business:
  /// what is written there does not stay what it was, or lands elsewhere. The rule `shared_target`
  /// says it, and apply refuses.
  std::optional<Error> shared = std::nullopt;
  /// What the stores say has not reached those who trust them (a bundle that is older than what it
  /// is made of): drift, which a batch without changes mends.
  bool needs_rebuild = false;
  /// An interrupted run left files of its own, which any batch clears away. No drift.
  bool has_leftovers = false;
  /// What else decides trust on a Windows computer; absent: it is none.
  std::optional<WindowsTrust> windows = std::nullopt;
  /// The stores of another target that readers of this one see beside its own, and which are not
  /// its own to change: LocalMachine's, to a user. Absent where they are not known.
  std::optional<Stores> inherited = std::nullopt;

  /// Whether there are no stores at all, whatever else was noticed.
  bool empty() const { return stores.empty(); }
  Stores::iterator begin() { return stores.begin(); }
  Stores::iterator end() { return stores.end(); }
  Stores::const_iterator begin() const { return stores.begin(); }
  Stores::const_iterator end() const { return stores.end(); }
  /// end() where the store does not exist.
  Stores::const_iterator find(const StoreName& store) const { return stores.find(store); }
  /// Throws where the store does not exist: for a store that was seen in here.
  Result<StoreContents>& at(const StoreName& store) { return stores.at(store); }
  const Result<StoreContents>& at(const StoreName& store) const { return stores.at(store); }
  bool contains(const StoreName& store) const { return stores.contains(store); }
  /// Adds a store that is not here yet; one that is stays as it is.
  void emplace(const StoreName& store, Result<StoreContents> contents) {
    stores.emplace(store, std::move(contents));
  }
  /// Adds a store, or puts these contents in the place of its old ones.
  void insert_or_assign(const StoreName& store, Result<StoreContents> contents) {
    stores.insert_or_assign(store, std::move(contents));
  }
};

/// How much of each entry to read.
enum class Detail {
  entries,  ///< what a plan needs
  raw,      ///< every raw property too (Place::image), where the target keeps more than Properties
            ///< say; for a snapshot
};

/// Which stores to read (absent: all of them), and how much of them.
struct Selection {
  using Key = std::pair<StoreName, Fingerprint>;

  std::optional<std::set<StoreName>> stores = std::nullopt;
  Detail detail = Detail::entries;
  /// Local entries whose places come with their images whatever they keep: those that are about to
  /// be changed, so that the journal can hold them.
  std::set<Key> images = {};
  /// Whether TargetState::inherited is wanted too, where the target has such stores.
  bool inherited = false;
  /// What the caller has at hand: a provider may give these back instead of decoding them again.
  KnownCertificates known = {};

  bool contains(const StoreName& name) const {
    return !stores.has_value() || stores->contains(name);
  }
  bool wants_image(const StoreName& store, const Fingerprint& certificate) const {
    return !images.empty() && images.contains({store, certificate});
  }
};

}  // namespace trustctl
