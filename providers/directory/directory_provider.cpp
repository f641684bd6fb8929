#include "providers/directory/directory_provider.hpp"

#include <set>
#include <utility>

#include "engine/platform/acting_as.hpp"
#include "engine/platform/folder_writers.hpp"
#include "providers/directory/directory_session.hpp"
#include "providers/directory/read_target.hpp"

namespace trustctl {

namespace {

class DirectoryProvider final : public Provider {
 public:
  DirectoryProvider(std::string path, Progress* progress)
      : m_path(std::move(path)), m_progress(progress) {
    m_capabilities.other_stores = StoreRule{
        .writable = true,
        .holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners},
        .purposes = std::nullopt};
  }

  const Capabilities& capabilities() const override { return m_capabilities; }

  Result<TargetState> read(const Selection& selection) const override {
    const auto target = DirectoryHandle::open(m_path);
    if (!target && target.error().code == ErrorCode::not_found) {
      TargetState not_there_yet;
      not_there_yet.shared = new_folder_written_by_several(m_path);
      return not_there_yet;
    }
    if (!target) {
      return tl::unexpected(target.error());
    }
    const auto read = directory::read_target(*target, selection, m_progress);
    return read ? Result<TargetState>(read->state(selection)) : tl::unexpected(read.error());
  }

  Result<std::unique_ptr<Session>> lock(Deadline deadline) override {
    auto target = open_as_owner(m_path, [this] { return DirectoryHandle::open_or_create(m_path); });
    if (!target) {
      return tl::unexpected(target.error());
    }
    auto lock = FileLock::on_directory(target->folder, deadline.at);
    if (!lock) {
      return tl::unexpected(lock.error());
    }
    return std::make_unique<directory::DirectorySession>(std::move(target->folder),
                                                         std::move(*lock), m_progress);
  }

 private:
  std::string m_path;
  Progress* m_progress;
  Capabilities m_capabilities;
};

}  // namespace

std::unique_ptr<Provider> make_directory_provider(std::string path, Progress* progress) {
  return std::make_unique<DirectoryProvider>(std::move(path), progress);
}

}  // namespace trustctl
