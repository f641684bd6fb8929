#include "engine/platform/acting_as.hpp"

namespace trustctl {

Result<ActingAs> ActingAs::owner_of(const std::string&) { return ActingAs(); }

Result<ActingAs> ActingAs::owner_of(const DirectoryHandle&) { return ActingAs(); }

ActingAs::~ActingAs() = default;

Result<OwnersFolder> open_as_owner(const std::string& place,
                                   const std::function<Result<DirectoryHandle>()>& open) {
  return ActingAs::owner_of(place).and_then([&open](ActingAs owner) {
    return open().map([&owner](DirectoryHandle folder) {
      return OwnersFolder{std::move(owner), std::move(folder)};
    });
  });
}

}  // namespace trustctl
