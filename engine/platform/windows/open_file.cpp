#include "engine/platform/open_file.hpp"

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"

namespace trustctl {

Result<FileHandle> open_to_read(const std::string& path) {
  const auto absolute = windows::long_path(path);
  if (!absolute) {
    return tl::unexpected(absolute.error());
  }
  // (With FILE_FLAG_BACKUP_SEMANTICS a directory opens too, and can be called what it is.)
  FileHandle file = windows::open_file(
      *absolute, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN | FILE_FLAG_BACKUP_SEMANTICS);
  if (file.native() == FileHandle::none) {
    return windows::failed(GetLastError(), "open", path);
  }
  return file;
}

Result<Bytes> read_opened(const FileHandle& file, std::size_t limit, const std::string& path) {
  return windows::read_open_file(file, limit, path);
}

}  // namespace trustctl
