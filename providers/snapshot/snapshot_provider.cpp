#include "providers/snapshot/snapshot_provider.hpp"

#include <chrono>
#include <utility>

#include "engine/apply/settled.hpp"
#include "engine/platform/atomic_file.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/platform/read_file.hpp"
#include "providers/snapshot/snapshot_editor.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl {

namespace {

Error of_file(Error error, const std::string& file) {
  error.message = "cannot use " + file + ": " + error.message;
  return error;
}

Result<Snapshot> read_whole(ByteView bytes, const std::string& file) {
  auto snapshot = read_snapshot(as_text(bytes), file);
  if (!snapshot) {
    return tl::unexpected(of_file(snapshot.error(), file));
  }
  return snapshot;
}

// What a snapshot that is begun by a change looks like before it.
std::string empty_snapshot() {
  const auto now =
      std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return write_snapshot({}, {.trustctl_version = TRUSTCTL_VERSION,
                             .host = std::nullopt,
                             .os = std::nullopt,
                             .taken_at = now,
                             .provider = "snapshot"});
}

Result<TargetState> read_state(const std::string& file, const Selection& selection) {
  const auto bytes = read_regular_file(file, snapshot_size_limit);
  if (!bytes && bytes.error().code == ErrorCode::not_found) {
    return TargetState();  // not there yet
  }
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const auto snapshot = read_whole(*bytes, file);
  if (!snapshot) {
    return tl::unexpected(snapshot.error());
  }
  return snapshot->state(selection);
}

class SnapshotSession final : public Session {
 public:
  SnapshotSession(std::string file, FileLock lock)
      : m_file(std::move(file)), m_lock(std::move(lock)) {}

  Result<TargetState> read(const Selection& selection) const override {
    return read_state(m_file, selection);
  }

  Result<std::vector<Image>> preserve(const Change& change) const override;
  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  Result<void> carry_out(std::span<const Step> steps,
                         std::vector<std::optional<Outcome>>& outcomes) const;

  std::string m_file;
  FileLock m_lock;
  // As it was when it was read to preserve entries of it; until the next apply.
  mutable std::optional<std::pair<Bytes, Snapshot>> m_read;
};

Result<std::vector<Image>> SnapshotSession::preserve(const Change& change) const {
  if (!m_read) {
    auto bytes = read_regular_file(m_file, snapshot_size_limit);
    if (!bytes && bytes.error().code == ErrorCode::not_found) {
      return std::vector<Image>();
    }
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    auto snapshot = read_whole(*bytes, m_file);
    if (!snapshot) {
      return tl::unexpected(snapshot.error());
    }
    m_read.emplace(std::move(*bytes), std::move(*snapshot));
  }
  return snapshot::images_of(as_text(m_read->first), m_read->second, store_of(change),
                             certificate_of(change));
}

Applied SnapshotSession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  m_read.reset();
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  std::vector<std::optional<Outcome>> decided(steps.size());
  const auto done = carry_out(steps, decided);
  std::vector<Outcome> outcomes;
  for (auto& outcome : decided) {
    if (outcome) {
      outcomes.push_back(std::move(*outcome));
    } else {
      outcomes.push_back(done ? Outcome(Changed{}) : Outcome(Failed{done.error()}));
    }
  }
  return {std::move(outcomes)};
}

Result<void> SnapshotSession::carry_out(std::span<const Step> steps,
                                        std::vector<std::optional<Outcome>>& outcomes) const {
  auto file = AtomicFile::open(m_file);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto bytes = file->read(snapshot_size_limit);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const std::string text = bytes->has_value() ? std::string(as_text(**bytes)) : empty_snapshot();
  const auto before = read_whole(as_bytes(text), m_file);
  if (!before) {
    return tl::unexpected(before.error());
  }
  auto edit = snapshot::edit(text, *before, steps);
  outcomes = std::move(edit.outcomes);
  if (!edit.any) {
    return file->remove_leftover();
  }
  if (auto staged = file->stage(as_bytes(edit.text)); !staged) {
    return staged;
  }
  const auto written = file->staged();
  if (!written) {
    return tl::unexpected(written.error());
  }
  if (as_text(*written) != edit.text) {
    return tl::unexpected(
        Error{ErrorCode::io, "cannot write " + m_file + ": what was written reads back otherwise"});
  }
  if (const auto after = read_whole(*written, m_file); !after) {
    return tl::unexpected(after.error());
  }
  return file->commit();
}

class SnapshotProvider final : public Provider {
 public:
  explicit SnapshotProvider(std::string file) : m_file(std::move(file)) {
    m_capabilities.other_stores = StoreRule{
        .writable = true,
        .holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners},
        .purposes = std::nullopt};
  }

  const Capabilities& capabilities() const override { return m_capabilities; }

  Result<TargetState> read(const Selection& selection) const override {
    return read_state(m_file, selection);
  }

  Result<std::unique_ptr<Session>> lock(Deadline deadline) override {
    const auto file = AtomicFile::open(m_file);
    if (!file) {
      return tl::unexpected(file.error());
    }
    auto lock = FileLock::on_directory(file->folder(), deadline.at);
    if (!lock) {
      return tl::unexpected(lock.error());
    }
    return std::make_unique<SnapshotSession>(file->path(), std::move(*lock));
  }

 private:
  std::string m_file;
  Capabilities m_capabilities;
};

}  // namespace

std::unique_ptr<Provider> make_snapshot_provider(std::string file) {
  return std::make_unique<SnapshotProvider>(std::move(file));
}

}  // namespace trustctl
