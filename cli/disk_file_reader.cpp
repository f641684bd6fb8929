#include "cli/disk_file_reader.hpp"

#include "cli/log.hpp"
#include "engine/platform/read_file.hpp"

namespace trustctl {

Result<Bytes> DiskFileReader::read(const std::string& path, std::size_t limit) const {
  log_event("reading " + path);
  return read_regular_file(path, limit);
}

}  // namespace trustctl
