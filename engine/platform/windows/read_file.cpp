#include "engine/platform/read_file.hpp"

#include "engine/platform/who_may_change.hpp"
#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"

namespace trustctl {

namespace {

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

}  // namespace

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit) {
  const auto file = open_to_read(path);
  return file ? windows::read_open_file(*file, limit, path) : tl::unexpected(file.error());
}

Result<Bytes> read_trusted_file(const std::string& path, std::size_t limit,
                                const std::vector<std::string>& trust_owners) {
  const auto file = open_to_read(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto ours = check_who_may_change(*file, path, trust_owners); !ours) {
    return tl::unexpected(ours.error());
  }
  return windows::read_open_file(*file, limit, path);
}

}  // namespace trustctl
