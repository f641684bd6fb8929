#include "engine/platform/read_file.hpp"

#include <fcntl.h>

#include "engine/platform/posix/calls.hpp"
#include "engine/platform/who_may_change.hpp"

namespace trustctl {

namespace {

Result<FileHandle> open_to_read(const std::string& path) {
  if (path.find('\0') != std::string::npos) {
    return tl::unexpected(Error{ErrorCode::invalid_input, "a file name holds a NUL: " + path});
  }
  // O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
  FileHandle file(posix::retry(
      [&] { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); }));
  if (file.native() == FileHandle::none) {
    if (errno == ENXIO || errno == ENODEV) {  // a socket, or a device without a driver
      return tl::unexpected(
          Error{ErrorCode::invalid_input, "cannot read " + path + ": it is not a regular file"});
    }
    return posix::failed(errno, "open", path);
  }
  return file;
}

}  // namespace

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit) {
  const auto file = open_to_read(path);
  return file ? posix::read_open_file(*file, limit, [&path] { return path; })
              : tl::unexpected(file.error());
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
  return posix::read_open_file(*file, limit, [&path] { return path; });
}

}  // namespace trustctl
