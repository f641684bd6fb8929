#include "cli/write_file.hpp"

#include <chrono>
#include <cstddef>

#include "engine/model/bytes.hpp"
#include "engine/platform/atomic_file.hpp"
#include "engine/platform/file_lock.hpp"

namespace trustctl {

Result<void> write_file(const std::string& path, std::string_view contents) {
  constexpr std::size_t largest_replaced = std::size_t{1} << 30U;
  constexpr std::chrono::seconds patience{10};
  auto file = AtomicFile::open(path);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto lock =
      FileLock::on_directory(file->folder(), std::chrono::steady_clock::now() + patience);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  if (const auto before = file->read(largest_replaced); !before) {
    return tl::unexpected(before.error());
  }
  if (auto staged = file->stage(as_bytes(contents)); !staged) {
    return staged;
  }
  return file->commit();
}

}  // namespace trustctl
