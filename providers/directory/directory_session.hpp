#pragma once

#include "engine/platform/directory.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "providers/directory/read_target.hpp"

namespace trustctl::directory {

/// A directory target with its lock held.
class DirectorySession final : public Session {
 public:
  DirectorySession(DirectoryHandle target, FileLock lock, Progress* progress);

  Result<TargetState> read(const Selection& selection) const override;
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  DirectoryHandle m_target;
  FileLock m_lock;
  Progress* m_progress;
  mutable ReadTarget m_read;  // so that the batch opens again only what it changes
};

}  // namespace trustctl::directory
