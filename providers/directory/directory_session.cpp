#include "providers/directory/directory_session.hpp"

#include <algorithm>

#include "engine/apply/settled.hpp"
#include "providers/directory/batch.hpp"
#include "providers/directory/read_target.hpp"

namespace trustctl::directory {

DirectorySession::DirectorySession(DirectoryHandle target, FileLock lock, Progress* progress)
    : m_target(std::move(target)), m_lock(std::move(lock)), m_progress(progress) {}

Result<TargetState> DirectorySession::read(const Selection& selection) const {
  return read_target(m_target, selection, m_progress);
}

Result<DirectorySession::Index> DirectorySession::read_index(const StoreName& store) const {
  const auto folders = store_folders(m_target, {});
  if (!folders) {
    return tl::unexpected(folders.error());
  }
  const auto folder = folders->folders.find(store);
  if (folder == folders->folders.end()) {
    return Index{};
  }
  if (!folder->second) {
    return tl::unexpected(folder->second.error());
  }
  const auto directory = m_target.open_directory(*folder->second);
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  const auto read = read_store(*directory, store, Retain::contents);
  if (!read) {
    return tl::unexpected(read.error());
  }
  Index index{*folder->second, {}};
  for (const ReadFile& file : read->files) {
    for (const StoreFile::Item& item : file.content.items) {
      index.files.emplace_back(item.certificate.fingerprint(), file.name);
    }
  }
  std::sort(index.files.begin(), index.files.end());
  index.files.erase(std::unique(index.files.begin(), index.files.end()), index.files.end());
  return index;
}

Result<const DirectorySession::Index*> DirectorySession::index_of(const StoreName& store) const {
  auto known = m_indexes.find(store);
  if (known == m_indexes.end()) {
    auto index = read_index(store);
    if (!index) {
      return tl::unexpected(index.error());
    }
    known = m_indexes.emplace(store, std::move(*index)).first;
  }
  return &known->second;
}

Result<std::vector<Image>> DirectorySession::preserve(const Change& change) const {
  const Fingerprint& certificate = certificate_of(change).fingerprint();
  const auto index = index_of(store_of(change));
  if (!index) {
    return tl::unexpected(index.error());
  }
  std::vector<Image> images;
  const auto& files = (*index)->files;
  auto file = std::lower_bound(files.begin(), files.end(), std::pair(certificate, std::string()));
  if (file == files.end() || file->first != certificate) {
    return images;
  }
  const auto directory = m_target.open_directory((*index)->folder);
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  for (; file != files.end() && file->first == certificate; ++file) {
    const auto bytes = directory->read_file(file->second, file_size_limit);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    const StoreFile content = parse_store_file(file->second, *bytes);
    if (content.holds(certificate)) {
      images.push_back(image_of(*directory, {file->second, *bytes, content}, certificate));
    }
  }
  return images;
}

Applied DirectorySession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  m_indexes.clear();
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  return {Batch(m_target, steps, m_progress).run()};
}

}  // namespace trustctl::directory
