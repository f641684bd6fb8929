#include "cli/new_folder.hpp"

#include "cli/process.hpp"
#include "engine/platform/directory.hpp"

namespace trustctl {

namespace {

Result<void> refuse_contents(const DirectoryHandle& folder) {
  const auto items = folder.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  if (!items->empty()) {
    return tl::unexpected(
        Error{ErrorCode::refused, folder.path() + " is not empty: it holds " + items->front().name +
                                      "; name a new folder, since nothing is written over"});
  }
  return {};
}

Result<void> write_one(const DirectoryHandle& root, const NewFile& file) {
  const FileAttributes attributes{mode_of_new_files(), {}, {}};
  if (file.folder.empty()) {
    return root.create_file(file.name, file.contents, attributes, Durability::later);
  }
  const auto below = root.ensure_directory(file.folder, mode_of_new_folders());
  return below ? below->create_file(file.name, file.contents, attributes, Durability::later)
               : Result<void>(tl::unexpected(below.error()));
}

}  // namespace

Result<void> is_free(const std::string& path) {
  const auto folder = DirectoryHandle::open(path);
  if (!folder) {
    return folder.error().code == ErrorCode::not_found
               ? Result<void>()
               : Result<void>(tl::unexpected(folder.error()));
  }
  return refuse_contents(*folder);
}

Result<void> write_new_folder(const std::string& path, std::span<const NewFile> files) {
  const auto folder = DirectoryHandle::open_or_create(path, mode_of_new_folders());
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  if (auto empty = refuse_contents(*folder); !empty) {
    return empty;
  }
  for (const NewFile& file : files) {
    if (auto written = write_one(*folder, file); !written) {
      return written;
    }
  }
  return folder->sync_file_system();
}

}  // namespace trustctl
