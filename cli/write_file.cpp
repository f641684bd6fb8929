#include "cli/write_file.hpp"

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "cli/file_path.hpp"
#include "cli/process.hpp"
#include "engine/model/bytes.hpp"
#include "engine/platform/atomic_file.hpp"
#include "engine/platform/file_lock.hpp"

namespace trustctl {

namespace {

// With the file that was named, where an error is of the lock or the stage file beside it.
tl::unexpected<Error> cannot_write(const std::string& path, Error error) {
  if (error.message.find("write " + path) == std::string::npos) {
    error.message = "cannot write " + path + ": " + error.message;
  }
  return tl::unexpected(std::move(error));
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, Close>;

Error cannot_write(const std::string& path, int error) {
  return {ErrorCode::io, "cannot write " + path + ": " + std::strerror(error)};
}

// What cannot be replaced: others hold its end, not its name.
bool is_stream(const std::string& path) {
  if (path == "/dev/stderr" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/")) {
    return true;
  }
  std::error_code failed;
  const auto kind = std::filesystem::status(file_path(path), failed).type();
  return kind == std::filesystem::file_type::character || kind == std::filesystem::file_type::fifo;
}

Result<void> write_stream(const std::string& path, std::string_view contents) {
  errno = 0;
  const FilePtr file(std::fopen(path.c_str(), "ab"));
  const bool written =
      file != nullptr &&
      std::fwrite(contents.data(), 1, contents.size(), file.get()) == contents.size() &&
      std::fflush(file.get()) == 0;
  return written ? Result<void>() : tl::unexpected(cannot_write(path, errno));
}

// The lock of the file's folder, as AtomicFile wants it.
Result<FileLock> lock_folder(const AtomicFile& file) {
  constexpr std::chrono::seconds patience{10};
  return FileLock::on_directory(file.folder(), std::chrono::steady_clock::now() + patience);
}

Result<void> stage(AtomicFile& file, std::string_view contents) {
  constexpr std::size_t largest_replaced = std::size_t{1} << 30U;
  if (const auto before = file.read(largest_replaced); !before) {
    return tl::unexpected(before.error());
  }
  return file.stage(as_bytes(contents), {mode_of_new_files(), {}, {}});
}

}  // namespace

Result<void> write_file(const std::string& path, std::string_view contents) {
  if (is_stream(path)) {
    return write_stream(path, contents);
  }
  auto file = AtomicFile::open(path);
  if (!file) {
    return cannot_write(path, file.error());
  }
  const auto lock = lock_folder(*file);
  if (!lock) {
    return cannot_write(path, lock.error());
  }
  if (auto staged = stage(*file, contents); !staged) {
    return cannot_write(path, staged.error());
  }
  const auto committed = file->commit();
  if (!committed) {
    return cannot_write(path, committed.error());
  }
  const std::optional<Error>& doubt =
      committed->not_durable ? committed->not_durable : committed->left_behind;
  return doubt ? tl::unexpected(*doubt) : Result<void>();
}

Result<void> check_writable(const std::string& path) {
  if (is_stream(path)) {
    return {};  // opening a pipe may wait for its reader
  }
  auto file = AtomicFile::open(path);
  if (!file) {
    return cannot_write(path, file.error());
  }
  const auto lock = lock_folder(*file);
  if (!lock) {
    return cannot_write(path, lock.error());
  }
  const auto staged = stage(*file, "");
  return staged ? staged : cannot_write(path, staged.error());
}

}  // namespace trustctl
