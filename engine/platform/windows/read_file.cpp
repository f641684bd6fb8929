#include "engine/platform/read_file.hpp"

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/who_may_write.hpp"

namespace trustctl {

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit, Writers writers) {
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
  if (writers == Writers::only_ours && windows::everybody_may_write(file, path)) {
    return tl::unexpected(
        Error{ErrorCode::access_denied,
              "every user of this computer may write to " + path +
                  ", and an administrator would apply what they declare; run 'icacls \"" + path +
                  "\" /inheritance:r /grant:r *S-1-5-18:F *S-1-5-32-544:F' once you have read it"});
  }
  return windows::read_open_file(file, limit, path);
}

}  // namespace trustctl
