#pragma once

#include <map>
#include <vector>

#include "engine/platform/file_lock.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "providers/cryptoapi/windows/local_store.hpp"

namespace trustctl::cryptoapi {

/// The stores of a location with their lock held.
class CryptoapiSession final : public Session {
 public:
  CryptoapiSession(StoreLocation location, FileLock lock, Progress* progress);

  Result<TargetState> read(const Selection& selection) const override;
  Result<std::vector<Image>> preserve(const Change& change) const override;
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  Result<const LocalStore*> local(const StoreName& name) const;

  StoreLocation m_location;
  FileLock m_lock;
  Progress* m_progress;
  mutable std::map<StoreName, LocalStore> m_stores;  // so that preserving opens each once
};

}  // namespace trustctl::cryptoapi
