#include "providers/single_file/single_file_provider.hpp"

#include <utility>

#include "engine/apply/settled.hpp"
#include "engine/platform/atomic_file.hpp"
#include "engine/platform/file_lock.hpp"
#include "engine/platform/folder_writers.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/platform/real_path.hpp"
#include "providers/single_file/file_batch.hpp"

namespace trustctl {

namespace {

// A file as it was read, and what it holds.
struct ReadFile {
  Bytes bytes;
  std::unique_ptr<DecodedFile> decoded;
};

Result<ReadFile> decoded(const FileCodec& codec, Bytes bytes, const std::string& file) {
  auto decoded = codec.decode(bytes, file);
  if (!decoded) {
    Error error = decoded.error();
    error.message = "cannot use " + file + ": " + error.message;
    return tl::unexpected(std::move(error));
  }
  return ReadFile{std::move(bytes), std::move(*decoded)};
}

// Nothing where there is no file yet.
Result<std::optional<ReadFile>> read_file(const FileCodec& codec, const std::string& file) {
  auto bytes = read_regular_file(file, codec.size_limit());
  if (!bytes && bytes.error().code == ErrorCode::not_found) {
    return std::nullopt;
  }
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  auto read = decoded(codec, std::move(*bytes), file);
  return read ? Result<std::optional<ReadFile>>(std::move(*read)) : tl::unexpected(read.error());
}

std::optional<Error> several_writers(const std::string& file) {
  const auto real = real_path_of_file(file);
  const auto folder = real ? DirectoryHandle::open(real->folder)
                           : Result<DirectoryHandle>(tl::unexpected(real.error()));
  return folder ? written_by_several(*folder, real->name) : std::nullopt;
}

class SingleFileSession final : public Session {
 public:
  SingleFileSession(std::string file, FileLock lock, const FileCodec& codec)
      : m_file(std::move(file)), m_lock(std::move(lock)), m_codec(codec) {}

  Result<TargetState> read(const Selection& selection) const override {
    auto read = read_file(m_codec, m_file);
    if (!read) {
      return tl::unexpected(read.error());
    }
    m_read = std::move(*read);
    TargetState state = m_read ? m_read->decoded->state(selection) : TargetState();
    state.shared = several_writers(m_file);
    return state;
  }

  Applied apply(std::span<const Step> steps, const std::stop_token& stop) override;

 private:
  struct Written {
    std::optional<Error> doubt;
    std::vector<Finding> findings;
  };
  Result<ReadFile> basis(AtomicFile& file) const;
  Result<Written> write(AtomicFile& file, const ReadFile& before,
                        std::span<const Change* const> changes) const;

  std::string m_file;
  FileLock m_lock;
  const FileCodec& m_codec;
  // So that what was decoded under the lock is not decoded again, where the file still holds it.
  mutable std::optional<ReadFile> m_read;
};

// The file as it is now, which a commit compares with.
Result<ReadFile> SingleFileSession::basis(AtomicFile& file) const {
  std::optional<ReadFile> earlier = std::exchange(m_read, std::nullopt);
  auto bytes = file.read(m_codec.size_limit());
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  if (*bytes && earlier && earlier->bytes == **bytes) {
    return *std::move(earlier);
  }
  return decoded(m_codec, *bytes ? **std::move(bytes) : m_codec.empty_file(), m_file);
}

Result<SingleFileSession::Written> SingleFileSession::write(
    AtomicFile& file, const ReadFile& before, std::span<const Change* const> changes) const {
  const auto text = before.decoded->rewrite(changes);
  if (!text) {
    return tl::unexpected(text.error());
  }
  if (auto staged = file.stage(*text); !staged) {
    return tl::unexpected(staged.error());
  }
  auto written = file.staged();
  if (!written) {
    return tl::unexpected(written.error());
  }
  const auto after = decoded(m_codec, std::move(*written), m_file);
  if (!after) {
    return tl::unexpected(after.error());
  }
  if (auto other = first_lost(*before.decoded, *after->decoded, changes)) {
    return tl::unexpected(
        Error{ErrorCode::io, "cannot write " + m_file + ": " + *other +
                                 " reads back otherwise than it was; the file is as it was"});
  }
  const auto committed = file.commit();
  if (!committed) {
    return tl::unexpected(committed.error());
  }
  Written done{committed->not_durable, {}};
  if (committed->left_behind) {
    done.findings.push_back(left_behind(committed->left_behind->message, Location{m_file}));
  }
  return done;
}

Applied SingleFileSession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  auto file = AtomicFile::open(m_file);
  if (!file) {
    return all_failed(steps, file.error());
  }
  const auto before = basis(*file);
  if (!before) {
    return all_failed(steps, before.error());
  }
  FileBatch batch = judge(*before->decoded, steps);
  if (batch.changes.empty()) {
    Applied applied = batch.applied(Outcome(Unchanged{}));
    if (const auto tidied = file->remove_leftover(); !tidied) {
      applied.findings.push_back(left_behind(tidied.error().message, Location{m_file}));
    }
    return applied;
  }
  auto written = write(*file, *before, batch.changes);
  if (!written) {
    return batch.applied(Outcome(Failed{written.error()}));
  }
  Applied applied = written->doubt ? batch.applied(Outcome(Unknown{*written->doubt}))
                                   : batch.applied(Outcome(Changed{}));
  applied.findings = std::move(written->findings);
  return applied;
}

class SingleFileProvider final : public Provider {
 public:
  SingleFileProvider(std::string file, std::unique_ptr<FileCodec> codec)
      : m_file(std::move(file)), m_codec(std::move(codec)) {}

  const Capabilities& capabilities() const override { return m_codec->capabilities(); }

  Result<TargetState> read(const Selection& selection) const override {
    const auto read = read_file(*m_codec, m_file);
    if (!read) {
      return tl::unexpected(read.error());
    }
    TargetState state = *read ? (*read)->decoded->state(selection) : TargetState();
    state.shared = several_writers(m_file);
    return state;
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
    return std::make_unique<SingleFileSession>(file->path(), std::move(*lock), *m_codec);
  }

 private:
  std::string m_file;
  std::unique_ptr<FileCodec> m_codec;
};

}  // namespace

std::unique_ptr<Provider> make_single_file_provider(std::string file,
                                                    std::unique_ptr<FileCodec> codec) {
  return std::make_unique<SingleFileProvider>(std::move(file), std::move(codec));
}

}  // namespace trustctl
