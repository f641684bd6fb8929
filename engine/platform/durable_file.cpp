#include "engine/platform/state_directory.hpp"

namespace trustctl {

namespace {

std::string name_while_begun(const std::string& name) { return '.' + name + ".begun"; }

// The contents under their first name, in place of what an interrupted call has left there.
Result<void> begin_file(const DirectoryHandle& directory, const std::string& begun,
                        ByteView contents) {
  constexpr std::uint32_t owner_only = 0600;
  auto leftover = directory.remove_file(begun);
  if (!leftover && leftover.error().code != ErrorCode::not_found) {
    return leftover;
  }
  return directory.create_file(begun, contents, {owner_only, {}, {}}, Durability::at_once);
}

Result<void> finish_file(const DirectoryHandle& directory, const std::string& begun,
                         Result<void> renamed) {
  if (!renamed) {
    static_cast<void>(directory.remove_file(begun));  // the next call removes what this leaves
    return renamed;
  }
  return directory.sync();
}

}  // namespace

Result<void> create_durably(const DirectoryHandle& directory, const std::string& name,
                            ByteView contents) {
  const std::string begun = name_while_begun(name);
  return begin_file(directory, begun, contents).and_then([&] {
    return finish_file(directory, begun, directory.rename_noreplace(begun, directory, name));
  });
}

Result<void> replace_durably(const DirectoryHandle& directory, const std::string& name,
                             ByteView contents) {
  const std::string begun = name_while_begun(name);
  return begin_file(directory, begun, contents).and_then([&] {
    return finish_file(directory, begun, directory.rename_over(begun, directory, name));
  });
}

}  // namespace trustctl
