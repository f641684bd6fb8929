#pragma once

#include "engine/platform/file_lock.hpp"
#include "engine/progress.hpp"
#include "engine/provider.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"

namespace trustctl::cryptoapi {

/// The stores of a location with their lock held.
class CryptoapiSession final : public Session {
 public:
  CryptoapiSession(StoreLocation location, FileLock lock, Progress* progress);

  Result<TargetState> read(const Selection& selection) const override;
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  StoreLocation m_location;
  FileLock m_lock;
  Progress* m_progress;
};

}  // namespace trustctl::cryptoapi
