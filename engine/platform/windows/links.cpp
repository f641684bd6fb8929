#include "engine/platform/windows/links.hpp"

namespace trustctl::windows {

namespace {

// 0 for what is no reparse point.
DWORD reparse_tag(const FileHandle& handle) {
  FILE_ATTRIBUTE_TAG_INFO found = {};
  const bool known =
      GetFileInformationByHandleEx(native(handle), FileAttributeTagInfo, &found, sizeof found) != 0;
  return known && (found.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 ? found.ReparseTag : 0;
}

// IsReparseTagNameSurrogate: the tag's own bit for "this stands for another name".
bool stands_for_another(DWORD tag) { return (tag & 0x20000000U) != 0; }

}  // namespace

FileKind kind_of(DWORD attributes, DWORD tag) {
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 && stands_for_another(tag)) {
    return FileKind::link;
  }
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return FileKind::directory;
  }
  return (attributes & FILE_ATTRIBUTE_DEVICE) != 0 ? FileKind::other : FileKind::regular;
}

Result<Found> look(const FileHandle& handle, std::string_view shown) {
  Found found = {FileKind::other, {}};
  if (GetFileType(native(handle)) != FILE_TYPE_DISK) {
    return found;
  }
  if (GetFileInformationByHandle(native(handle), &found.information) == 0) {
    return failed(GetLastError(), "look at", shown);
  }
  found.kind = kind_of(found.information.dwFileAttributes, reparse_tag(handle));
  return found;
}

Result<FileHandle> open_no_link(const std::wstring& path, DWORD access, DWORD share,
                                DWORD disposition, DWORD flags, std::string_view act,
                                std::string_view shown, SECURITY_ATTRIBUTES* security) {
  FileHandle itself =
      open_file(path, access, share, disposition,
                flags | FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, security);
  if (itself.native() == FileHandle::none) {
    return failed(GetLastError(), act, shown);
  }
  const DWORD tag = reparse_tag(itself);
  if (tag == 0) {
    return itself;
  }
  if (stands_for_another(tag)) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot " + std::string(act) + ' ' + std::string(shown) +
                                    ": it is a link, which is not followed; name what it points "
                                    "to"});
  }
  // Opened again through its driver. The first handle holds the name meanwhile.
  FileHandle contents =
      open_file(path, access, share, OPEN_EXISTING, flags | FILE_FLAG_BACKUP_SEMANTICS);
  if (contents.native() == FileHandle::none) {
    return failed(GetLastError(), act, shown);
  }
  return contents;
}

}  // namespace trustctl::windows
