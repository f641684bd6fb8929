#include "engine/platform/read_file.hpp"

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"

namespace trustctl {

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit) {
  const auto absolute = windows::long_path(path);
  if (!absolute) {
    return tl::unexpected(absolute.error());
  }
  // (With FILE_FLAG_BACKUP_SEMANTICS a directory opens too, and can be called what it is.)
  const FileHandle file = windows::open_file(
      *absolute, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      OPEN_EXISTING, FILE_FLAG_SEQUENTIAL_SCAN | FILE_FLAG_BACKUP_SEMANTICS);
  if (file.native() == FileHandle::none) {
    return windows::failed(GetLastError(), "open", path);
  }
  return windows::read_open_file(file, limit, path);
}

}  // namespace trustctl
