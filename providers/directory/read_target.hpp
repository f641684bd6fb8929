#pragma once

#include <map>
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

/// The folder below a target where files are made ready.
inline constexpr const char* stage_name = ".trustctl.stage";

/// One file of a store, as it was when it was read.
struct ReadFile {
  std::string name;
  Bytes bytes;
  StoreFile content;
};

/// What a store's directory holds: files that hold certificates, in the order of their names, and
/// findings about the rest.
struct ReadStore {
  std::vector<ReadFile> files;
  std::vector<Finding> findings;
};

/// Whether the bytes of files are kept once they are understood.
enum class Retain { contents, bytes };

/// Reads every file of a store's directory: one open, stat, read and close a file. Links are never
/// followed.
Result<ReadStore> read_store(const DirectoryHandle& directory, const StoreName& store,
                             Retain retain, const KnownCertificates& known = {});

/// "Root/lab.pem": a file of a store as places and messages call it.
std::string place_of(const DirectoryHandle& store, const std::string& name);

/// What of a file is one entry, for the journal: all of a file that holds nothing else, else the
/// certificate's block alone, since what stands beside it may be a private key.
Image image_of(const DirectoryHandle& store, const ReadFile& file, const Fingerprint& certificate);

/// The entries of what was read. Of two files that hold one certificate, a file of ours tells its
/// properties, and of two of ours the first.
StoreContents contents_of(const DirectoryHandle& directory, const ReadStore& read);

/// The directory of each store of a target, by its name on disk; an error for what has a store's
/// name and is no directory. `others` is what is neither.
struct StoreFolders {
  std::map<StoreName, Result<std::string>> folders;
  std::vector<Finding> others;
};
Result<StoreFolders> store_folders(const DirectoryHandle& target, const Selection& selection);

/// Provider::read for a target that is there.
Result<TargetState> read_target(const DirectoryHandle& target, const Selection& selection,
                                Progress* progress);

}  // namespace trustctl::directory
