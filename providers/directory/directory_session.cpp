#include "providers/directory/directory_session.hpp"

#include <utility>

#include "engine/apply/settled.hpp"
#include "engine/platform/acting_as.hpp"
#include "providers/directory/batch.hpp"

namespace trustctl::directory {

DirectorySession::DirectorySession(DirectoryHandle target, FileLock lock, Progress* progress)
    : m_target(std::move(target)), m_lock(std::move(lock)), m_progress(progress) {}

Result<TargetState> DirectorySession::read(const Selection& selection) const {
  auto read = read_target(m_target, selection, m_progress);
  if (!read) {
    return tl::unexpected(read.error());
  }
  m_read = std::move(*read);
  return m_read.state(selection);
}

Applied DirectorySession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  ReadTarget before = std::exchange(m_read, {});
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  const auto owner = ActingAs::owner_of(m_target);
  if (!owner) {
    return all_failed(steps, owner.error());
  }
  return Batch(m_target, std::move(before), steps, m_progress).run();
}

}  // namespace trustctl::directory
