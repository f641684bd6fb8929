#include "providers/snapshot/snapshot_provider.hpp"

#include <chrono>
#include <utility>

#include "providers/single_file/single_file_provider.hpp"
#include "providers/snapshot/snapshot_editor.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl {

namespace {

class DecodedSnapshot final : public DecodedFile {
 public:
  DecodedSnapshot(Bytes bytes, Snapshot snapshot)
      : m_bytes(std::move(bytes)), m_snapshot(std::move(snapshot)) {}

  TargetState state(const Selection& selection) const override {
    return m_snapshot.state(selection, as_text(m_bytes));
  }
  std::optional<Error> refusal(const Change& change) const override {
    return snapshot::refusal(change);
  }
  Result<Bytes> rewrite(std::span<const Change* const> changes) const override {
    return snapshot::rewrite(as_text(m_bytes), m_snapshot, changes)
        .map([](const std::string& text) { return copy(as_bytes(text)); });
  }
  // What stands between entries is copied as text, and what is read back must be a snapshot.
  Bytes foreign() const override { return {}; }

 private:
  Bytes m_bytes;
  Snapshot m_snapshot;
};

class SnapshotCodec final : public FileCodec {
 public:
  SnapshotCodec() {
    m_capabilities.other_stores = StoreRule{
        .writable = true,
        .holds = {Field::friendly_name, Field::description, Field::purposes, Field::owners},
        .purposes = std::nullopt};
  }

  const Capabilities& capabilities() const override { return m_capabilities; }
  std::size_t size_limit() const override { return snapshot_size_limit; }

  Result<std::unique_ptr<DecodedFile>> decode(Bytes bytes, const std::string& file) const override {
    auto snapshot = read_snapshot(as_text(bytes), file);
    if (!snapshot) {
      return tl::unexpected(snapshot.error());
    }
    return std::make_unique<DecodedSnapshot>(std::move(bytes), std::move(*snapshot));
  }

  Bytes empty_file() const override {
    const auto now =
        std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    const std::string text = write_snapshot({}, {.trustctl_version = TRUSTCTL_VERSION,
                                                 .host = std::nullopt,
                                                 .os = std::nullopt,
                                                 .taken_at = now,
                                                 .provider = "snapshot"});
    return copy(as_bytes(text));
  }

 private:
  Capabilities m_capabilities;
};

}  // namespace

std::unique_ptr<Provider> make_snapshot_provider(std::string file) {
  return make_single_file_provider(std::move(file), std::make_unique<SnapshotCodec>());
}

}  // namespace trustctl
