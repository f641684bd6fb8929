#include "engine/platform/folder_writers.hpp"

namespace trustctl {

std::optional<Error> written_by_several(const DirectoryHandle&) { return std::nullopt; }

std::optional<Error> new_folder_written_by_several(const std::string&) { return std::nullopt; }

std::optional<Error> written_by_several(const DirectoryHandle&, const FileOwner&) {
  return std::nullopt;
}

std::optional<Error> written_by_several(const DirectoryHandle&, const std::string&) {
  return std::nullopt;
}

}  // namespace trustctl
