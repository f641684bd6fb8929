#pragma once

#include <optional>
#include <string>

#include "engine/platform/directory.hpp"
#include "engine/platform/windows/calls.hpp"

namespace trustctl::windows {

/// What a path itself is, no link followed.
struct Found {
  FileKind kind;
  BY_HANDLE_FILE_INFORMATION information;
};

/// Looks at what is open.
Result<Found> look(const FileHandle& handle, std::string_view shown);

/// Opens what a path itself names: a link (symbolic link, junction, mount point: whatever stands
/// for another name) is refused with invalid_input. Files that a driver keeps elsewhere
/// (deduplicated, in the cloud) are reparse points too and are files like others. FileHandle::none
/// never comes back.
Result<FileHandle> open_no_link(const std::wstring& path, DWORD access, DWORD share,
                                DWORD disposition, DWORD flags, std::string_view act,
                                std::string_view shown, SECURITY_ATTRIBUTES* security = nullptr);

/// What FindFirstFileW told of a file.
FileKind kind_of(DWORD attributes, DWORD reparse_tag);

}  // namespace trustctl::windows
