#include "engine/platform/state_directory.hpp"

#include <windows.h>

#include <shlobj.h>

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/known_folder.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/security.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace {

std::wstring parent_of(const std::wstring& path) {
  const std::size_t end = path.find_last_of(L'\\');
  return end == std::wstring::npos ? path : path.substr(0, end);
}

}  // namespace

Result<std::string> default_state_directory(StateOwner owner) {
  const bool whole_computer = owner == StateOwner::computer && windows::is_administrator();
  const auto folder =
      windows::known_folder(whole_computer ? FOLDERID_ProgramData : FOLDERID_LocalAppData);
  if (!folder) {
    return tl::unexpected(
        Error{ErrorCode::not_found,
              "no place for the journal: Windows names no folder for it; name one by --state-dir"});
  }
  return *folder + "\\trustctl";
}

Result<DirectoryHandle> open_state_directory(const std::string& path, StateOwner owner) {
  auto directory = DirectoryHandle::open(path);
  if (!directory && directory.error().code == ErrorCode::not_found) {
    auto absolute = windows::long_path(path);
    if (!absolute) {
      return tl::unexpected(absolute.error());
    }
    while (absolute->back() == L'\\') {
      absolute->pop_back();
    }
    // (With its separator, for the root of a drive.)
    if (auto above =
            DirectoryHandle::open_or_create(windows::to_utf8(parent_of(*absolute) + L'\\'));
        !above) {
      return above;
    }
    // Somebody who was quicker is found out below.
    const DWORD error = windows::create_private_directory(*absolute, owner);
    if (error != ERROR_SUCCESS && error != ERROR_ALREADY_EXISTS) {
      return windows::failed(error, "create", path);
    }
    directory = DirectoryHandle::open(path);
  }
  if (!directory) {
    return directory;
  }
  if (auto good = windows::check_private(directory->handle(), path, owner); !good) {
    return tl::unexpected(good.error());
  }
  return directory;
}

}  // namespace trustctl
