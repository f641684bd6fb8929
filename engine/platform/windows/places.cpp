#include "engine/platform/windows/places.hpp"

#include <aclapi.h>

#include <algorithm>

#include "engine/platform/windows/access_list.hpp"
#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/sid.hpp"

namespace trustctl::windows {

namespace {

Medium medium_of(const FileHandle& handle) {
  DWORD flags = 0;
  if (GetVolumeInformationByHandleW(native(handle), nullptr, 0, nullptr, nullptr, &flags, nullptr,
                                    0) == 0 ||
      (flags & FILE_PERSISTENT_ACLS) != 0) {
    return Medium::permissions;
  }
  return (flags & FILE_READ_ONLY_VOLUME) != 0 ? Medium::read_only : Medium::no_permissions;
}

Result<PlaceRights> place_of(const FileHandle& handle, PlaceKind kind, std::string path) {
  PSECURITY_DESCRIPTOR memory = nullptr;
  const DWORD error = GetSecurityInfo(native(handle), SE_FILE_OBJECT,
                                      OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                                      nullptr, nullptr, nullptr, nullptr, &memory);
  const LocalPtr<void> descriptor(memory);
  const Medium medium = medium_of(handle);
  if (medium == Medium::no_permissions) {
    const Right right = kind == PlaceKind::file ? Right::write : Right::exchange;
    return PlaceRights{
        kind, std::move(path), medium, {{Sid::well_known(WinWorldSid).text(), right}}};
  }
  if (error != ERROR_SUCCESS && medium == Medium::permissions) {
    return failed(error, "see who may change", path);
  }
  return PlaceRights{kind, std::move(path), medium,
                     error == ERROR_SUCCESS ? access_in(memory) : std::vector<Access>()};
}

Result<PlaceRights> folder_place(const std::wstring& path, PlaceKind kind) {
  const FileHandle folder = open_file(path, READ_CONTROL | FILE_READ_ATTRIBUTES,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                      OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS);
  if (folder.native() == FileHandle::none) {
    return failed(GetLastError(), "see who may change", shown(path));
  }
  return place_of(folder, kind, shown(path));
}

struct Folder {
  std::wstring path;
  PlaceKind kind;
};

bool is_same(const std::wstring& one, const std::wstring& other) {
  return CompareStringOrdinal(one.c_str(), -1, other.c_str(), -1, TRUE) == CSTR_EQUAL;
}

// Those that are not there yet.
void add_folders_above(const std::wstring& path, std::vector<Folder>& folders) {
  const std::vector<std::wstring> above = folders_above(path);
  for (const std::wstring& folder : above) {
    const bool is_known =
        std::any_of(folders.begin(), folders.end(),
                    [&folder](const Folder& known) { return is_same(known.path, folder); });
    if (!is_known) {
      const bool is_root = &folder == &above.back();
      folders.push_back({folder, is_root ? PlaceKind::root_folder : PlaceKind::folder});
    }
  }
}

// The real way of the open file, and the way as it is written, since a junction on it leads on from
// another place.
Result<std::vector<Folder>> folders_on_the_way(const FileHandle& file, const std::string& path) {
  const std::wstring real = path_of_handle(file);
  if (real.empty()) {
    return failed(GetLastError(), "see where it is", path);
  }
  const auto written = long_path(path);
  if (!written) {
    return tl::unexpected(written.error());
  }
  std::vector<Folder> folders;
  add_folders_above(real, folders);
  add_folders_above(*written, folders);
  return folders;
}

}  // namespace

Result<std::vector<PlaceRights>> places_of(const FileHandle& file, const std::string& path) {
  auto own = place_of(file, PlaceKind::file, path);
  if (!own) {
    return tl::unexpected(own.error());
  }
  const auto folders = folders_on_the_way(file, path);
  if (!folders) {
    return tl::unexpected(folders.error());
  }
  std::vector<PlaceRights> places = {*std::move(own)};
  for (const Folder& folder : *folders) {
    auto place = folder_place(folder.path, folder.kind);
    if (!place) {
      return tl::unexpected(place.error());
    }
    places.push_back(*std::move(place));
  }
  return places;
}

}  // namespace trustctl::windows
