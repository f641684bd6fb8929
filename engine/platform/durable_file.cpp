#include "engine/platform/state_directory.hpp"

namespace trustctl {

Result<void> create_durably(const DirectoryHandle& directory, const std::string& name,
                            ByteView contents) {
  constexpr std::uint32_t owner_only = 0600;
  const std::string begun = '.' + name + ".begun";
  auto leftover = directory.remove_file(begun);
  if (!leftover && leftover.error().code != ErrorCode::not_found) {
    return leftover;
  }
  auto created = directory.create_file(begun, contents, {owner_only, {}, {}}, Durability::at_once);
  if (!created) {
    return created;
  }
  auto renamed = directory.rename_noreplace(begun, directory, name);
  if (!renamed) {
    static_cast<void>(directory.remove_file(begun));  // the next call removes what this leaves
    return renamed;
  }
  return directory.sync();
}

}  // namespace trustctl
