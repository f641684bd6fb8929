#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/platform/directory.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"

namespace trustctl::directory {

/// A directory target with its lock held.
class DirectorySession final : public Session {
 public:
  DirectorySession(DirectoryHandle target, FileLock lock, Progress* progress);

  Result<TargetState> read(const Selection& selection) const override;
  Result<std::vector<Image>> preserve(const Change& change) const override;
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  /// Which files of a store hold which certificate: so that preserving many entries reads a store
  /// once. Sorted.
  struct Index {
    std::string folder;
    std::vector<std::pair<Fingerprint, std::string>> files;
  };
  Result<const Index*> index_of(const StoreName& store) const;
  Result<Index> read_index(const StoreName& store) const;

  DirectoryHandle m_target;
  FileLock m_lock;
  Progress* m_progress;
  mutable std::map<StoreName, Index> m_indexes;  // until the next apply
};

}  // namespace trustctl::directory
