#include "engine/platform/atomic_file.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include "engine/platform/real_path.hpp"

namespace trustctl {

namespace {

Result<void> check_file(const DirectoryHandle& folder, const std::string& name) {
  const auto status = folder.status(name);
  if (!status) {
    return tl::unexpected(status.error());
  }
  if (!status->has_value()) {
    return {};
  }
  const std::string path = folder.path_of(name);
  if ((*status)->kind != FileKind::regular) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "cannot use " + path + ": it is not a regular file"});
  }
  if ((*status)->links > 1) {
    return tl::unexpected(Error{
        ErrorCode::invalid_input,
        "cannot replace " + path + ": it has " + std::to_string((*status)->links) +
            " hard links, and the other names would keep the old contents; make it a file of its "
            "own"});
  }
  return {};
}

constexpr std::string_view stage_suffix = ".trustctl-stage";

// Enough of a digest to tell a few files apart.
std::string short_digest(const Fingerprint& digest) {
  constexpr std::size_t digits = 16;
  return digest.hex().substr(0, digits);
}

}  // namespace

AtomicFile::AtomicFile(ActingAs owner, DirectoryHandle folder, std::string name)
    : m_owner(std::move(owner)), m_folder(std::move(folder)), m_name(std::move(name)) {}

AtomicFile::~AtomicFile() {
  if (m_staged.has_value()) {
    // What is left when this fails is dead, and the next stage() removes it.
    static_cast<void>(m_folder.remove_file(m_stage_name));
  }
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_owner(std::move(other.m_owner)),
      m_folder(std::move(other.m_folder)),
      m_name(std::move(other.m_name)),
      m_stage_name(std::move(other.m_stage_name)),
      m_basis(other.m_basis),
      m_staged(std::exchange(other.m_staged, std::nullopt)) {}

Result<AtomicFile> AtomicFile::open(const std::string& path) {
  std::string name;
  const auto open_folder = [&]() -> Result<DirectoryHandle> {
    if (auto good = refuse_planted_link(path); !good) {
      return tl::unexpected(good.error());
    }
    auto real = real_path_of_file(path);
    if (!real) {
      return tl::unexpected(real.error());
    }
    name = std::move(real->name);
    return DirectoryHandle::open(real->folder);
  };
  const std::string above = std::filesystem::path(path).parent_path().string();
  auto opened = open_as_owner(above.empty() ? "." : above, open_folder);
  if (!opened) {
    return tl::unexpected(opened.error());
  }
  if (auto good = check_file(opened->folder, name); !good) {
    return tl::unexpected(good.error());
  }
  return AtomicFile(std::move(opened->owner), std::move(opened->folder), name);
}

Result<std::optional<Bytes>> AtomicFile::read(std::size_t limit) {
  m_basis.reset();
  auto contents = m_folder.read_file(m_name, limit);
  if (contents) {
    m_basis = FileDigest::of(*contents);
    return std::optional<Bytes>(std::move(*contents));
  }
  if (contents.error().code == ErrorCode::not_found) {
    return std::nullopt;
  }
  return tl::unexpected(contents.error());
}

Result<void> AtomicFile::stage(ByteView contents, const FileAttributes& for_new_file) {
  if (auto removed = remove_leftover(); !removed) {
    return removed;
  }
  m_staged.reset();
  FileAttributes attributes = for_new_file;
  if (m_basis.has_value()) {
    auto kept = m_folder.attributes(m_name);
    if (!kept) {
      return tl::unexpected(kept.error());
    }
    attributes = std::move(*kept);
  }
  m_stage_name = hidden_name(m_name, stage_suffix);
  auto created = m_folder.create_file(m_stage_name, contents, attributes, Durability::at_once);
  if (created) {
    m_staged = FileDigest::of(contents);
  }
  return created;
}

Result<void> AtomicFile::remove_leftover() const {
  const auto items = m_folder.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  const std::string prefix = hidden_name(m_name, stage_suffix);
  for (const DirectoryItem& item : *items) {
    if (item.name.starts_with(prefix)) {
      if (auto tidied = tidy(item.name); !tidied) {
        return tidied;
      }
    }
  }
  return {};
}

// Under the plain name no exchange was begun. Under ".site.yaml.trustctl-stage.<what it is to
// replace>.<what was staged>" stands one of the two, or what another program wrote meanwhile.
Result<void> AtomicFile::tidy(const std::string& leftover) const {
  constexpr std::size_t most = std::size_t{256} * 1024 * 1024;
  if (leftover.ends_with(stage_suffix)) {
    return m_folder.remove_file(leftover);
  }
  const auto bytes = m_folder.read_file(leftover, most);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const std::string tail = leftover.substr(hidden_name(m_name, stage_suffix).size());
  if (tail.find('.' + short_digest(FileDigest::of(*bytes).sha256)) != std::string::npos) {
    return m_folder.remove_file(leftover);
  }
  return keep_file({m_folder, leftover}, m_folder, m_name).map([](const std::string&) {});
}

Result<Bytes> AtomicFile::staged() const {
  return m_folder.read_file(m_stage_name, m_staged.has_value() ? m_staged->size : 0);
}

Result<AtomicFile::Committed> AtomicFile::commit() {
  if (!m_staged.has_value()) {
    return tl::unexpected(Error{ErrorCode::io, "nothing is staged to replace " + path() + " with"});
  }
  return m_basis.has_value() ? commit_replacement() : commit_new();
}

Error AtomicFile::stale() const {
  return {ErrorCode::stale,
          path() + " was changed by another program meanwhile, and is left as it is; try again"};
}

AtomicFile::Committed AtomicFile::committed() const {
  const auto synced = m_folder.sync();
  if (synced) {
    return {};
  }
  return {Error{synced.error().code, path() + " is replaced, but a loss of power may undo it: " +
                                         synced.error().message}};
}

Result<AtomicFile::Committed> AtomicFile::commit_new() {
  auto renamed = m_folder.rename_noreplace(m_stage_name, m_folder, m_name);
  if (!renamed) {
    return tl::unexpected(renamed.error().code == ErrorCode::stale ? stale() : renamed.error());
  }
  m_staged.reset();
  return committed();
}

Result<AtomicFile::Committed> AtomicFile::commit_replacement() {
  const std::string telling = hidden_name(m_name, stage_suffix) + '.' +
                              short_digest(m_basis->sha256) + '.' + short_digest(m_staged->sha256);
  if (auto renamed = m_folder.rename_noreplace(m_stage_name, m_folder, telling); !renamed) {
    return tl::unexpected(renamed.error());
  }
  m_stage_name = telling;
  const auto exchanged =
      exchange_file({m_folder, m_stage_name, *m_staged}, m_folder, m_name, *m_basis);
  if (!exchanged) {
    switch (exchanged.error().code) {
      case ErrorCode::unsupported:
        return replace_without_exchange();
      case ErrorCode::not_found:
        return tl::unexpected(stale());
      default:
        return tl::unexpected(exchanged.error());
    }
  }
  switch (exchanged->end) {
    case Exchange::End::undone:
      return tl::unexpected(stale());
    case Exchange::End::kept:
      m_staged.reset();  // what stands under its name may be what is kept
      return tl::unexpected(overtaken(path(), *exchanged));
    case Exchange::End::done:
      break;
  }
  // From here the displaced file is the old one, and dead.
  m_staged.reset();
  Committed done = committed();
  if (const auto removed = m_folder.remove_file(m_stage_name); !removed) {
    done.left_behind = Error{removed.error().code, path() +
                                                       " is replaced, but its old contents are "
                                                       "left beside it: " +
                                                       removed.error().message};
  }
  return done;
}

Result<AtomicFile::Committed> AtomicFile::replace_without_exchange() {
  const auto as_expected = holds(m_folder, m_name, *m_basis);
  if (!as_expected) {
    return tl::unexpected(as_expected.error());
  }
  if (!*as_expected) {
    return tl::unexpected(stale());
  }
  auto renamed = m_folder.rename_over(m_stage_name, m_folder, m_name);
  if (!renamed) {
    return tl::unexpected(renamed.error());
  }
  m_staged.reset();
  return committed();
}

}  // namespace trustctl
