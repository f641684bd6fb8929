#include "providers/cryptoapi/windows/cryptoapi_session.hpp"

#include <utility>

#include "engine/apply/settled.hpp"
#include "providers/cryptoapi/windows/batch.hpp"
#include "providers/cryptoapi/windows/read_target.hpp"

namespace trustctl::cryptoapi {

CryptoapiSession::CryptoapiSession(StoreLocation location, FileLock lock, Progress* progress)
    : m_location(location), m_lock(std::move(lock)), m_progress(progress) {}

Result<TargetState> CryptoapiSession::read(const Selection& selection) const {
  return read_target(m_location, selection, m_progress);
}

Applied CryptoapiSession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  return {Batch(m_location, steps, m_progress).run()};
}

}  // namespace trustctl::cryptoapi
