#pragma once

#include <windows.h>

#include <string>

namespace trustctl::windows {

enum class Replacing { no, yes };

/// Gives a file another name on its volume, durably (written through); `replacing` puts it in the
/// place of a file that has the name. What GetLastError tells, or ERROR_SUCCESS.
/// ERROR_ACCESS_DENIED is only what rights or a read-only mark refuse; where another program has
/// the file open it is ERROR_SHARING_VIOLATION, after a second of waiting for it.
///
/// Windows puts nothing in the place of a file that somebody has open, however shared, unless it is
/// asked for POSIX semantics (FILE_RENAME_INFORMATION of [MS-FSCC] and ntifs.h: Windows 10 1709,
/// NTFS): then whoever shared it for deletion keeps the old file, and the name is free.
DWORD move_file(const std::wstring& from, const std::wstring& to, Replacing replacing);

}  // namespace trustctl::windows
