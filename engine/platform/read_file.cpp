#include "engine/platform/read_file.hpp"

#include "engine/platform/open_file.hpp"
#include "engine/platform/who_may_change.hpp"

namespace trustctl {

Result<Bytes> read_regular_file(const std::string& path, std::size_t limit) {
  return open_to_read(path).and_then(
      [&](const FileHandle& file) { return read_opened(file, limit, path); });
}

Result<Bytes> read_trusted_file(const std::string& path, std::size_t limit,
                                const std::vector<std::string>& trust_owners) {
  return open_to_read(path).and_then([&](const FileHandle& file) {
    return check_who_may_change(file, path, trust_owners).and_then([&] {
      return read_opened(file, limit, path);
    });
  });
}

}  // namespace trustctl
