#include "engine/platform/open_file.hpp"

#include <fcntl.h>

#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

tl::unexpected<Error> not_opened(int error, const std::string& path) {
  auto failure = posix::failed(error, "open", path);
  if (error == ENOENT && path.find('\\') != std::string::npos) {
    failure.value().message +=
        "; here \\ is a letter of a name: write / between folders, which every system takes";
  }
  return failure;
}

}  // namespace

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
    return not_opened(errno, path);
  }
  return file;
}

Result<Bytes> read_opened(const FileHandle& file, std::size_t limit, const std::string& path) {
  return posix::read_open_file(file, limit, [&path] { return path; });
}

}  // namespace trustctl
