#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/model/store_contents.hpp"
#include "engine/platform/directory.hpp"
#include "engine/progress.hpp"
#include "engine/result.hpp"
#include "providers/directory/store_file.hpp"

namespace trustctl::directory {

/// The most that one file of a store may hold (64 MiB).
inline constexpr std::size_t file_size_limit = std::size_t{64} * 1024 * 1024;

/// One file of a store, as it was when it was read.
struct ReadFile {
  std::string name;
  Bytes bytes;  ///< empty unless asked for
  StoreFile content;
};

/// What a store's directory holds: files that hold certificates, in the order of their names, and
/// findings about the rest.
struct ReadStore {
  std::string folder;              ///< its name on disk
  std::vector<std::string> names;  ///< of all that was looked at, sorted
  std::vector<ReadFile> files = {};
  std::vector<Finding> findings = {};
  std::optional<Error> shared = std::nullopt;  ///< as TargetState has it

  /// "Root/lab.pem": a file of the store as places and messages call it.
  std::string place_of(const std::string& name) const { return folder + '/' + name; }
};

/// Certificates whose files are needed whole: to be changed, and for the journal.
using Touched = std::set<Fingerprint>;

/// Reads the files of a store's directory: one open, stat, read and close a file. Links are never
/// followed. What was read `before` is not opened again but for what is touched.
Result<ReadStore> read_store(const DirectoryHandle& directory, const StoreName& store,
                             const Touched& touched, const KnownCertificates& known = {},
                             ReadStore before = {});

/// The entries of what was read; those that are touched with their images.
StoreContents contents_of(const ReadStore& read, const Touched& touched);

/// The directory of each store of a target, by its name on disk; an error for what has a store's
/// name and is no directory. `others` is what is neither.
struct StoreFolders {
  std::map<StoreName, Result<std::string>> folders;
  std::vector<Finding> others;
  bool has_stage = false;  ///< the stage folder is there, which only a running or killed apply has
};
Result<StoreFolders> store_folders(const DirectoryHandle& target, const Selection& selection);

/// A target that was read, store by store.
struct ReadTarget {
  std::map<StoreName, Result<ReadStore>> stores;
  std::vector<Finding> others = {};  ///< about what is no store
  bool has_stage = false;
  std::optional<Error> shared = std::nullopt;  ///< as TargetState has it

  /// What Provider::read gives.
  TargetState state(const Selection& selection) const;
};
Result<ReadTarget> read_target(const DirectoryHandle& target, const Selection& selection,
                               Progress* progress);

}  // namespace trustctl::directory
