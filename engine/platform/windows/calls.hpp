#pragma once

#include <windows.h>

#include <string>
#include <string_view>

#include "engine/model/bytes.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl::windows {

inline HANDLE native(const FileHandle& handle) { return reinterpret_cast<HANDLE>(handle.native()); }
/// Takes what CreateFileW gave; INVALID_HANDLE_VALUE is FileHandle::none.
inline FileHandle owned(HANDLE handle) {
  return FileHandle(reinterpret_cast<FileHandle::Native>(handle));
}

/// What GetLastError tells, as an Error: "cannot <act> <path>: <reason>; <what to do>".
Error system_error(DWORD number, std::string_view act, std::string_view path);
inline tl::unexpected<Error> failed(DWORD number, std::string_view act, std::string_view path) {
  return tl::unexpected(system_error(number, act, path));
}

/// Whether a name is one component of a file's own, so that no call with it can leave its
/// directory: no separator, no stream of another file ("a:b"), nothing that Windows would cut off.
Result<void> check_name(std::string_view directory, const std::string& name);

/// Opens without waiting for whoever pretends to be a file, and lets nobody act in our name who
/// stands behind a pipe.
FileHandle open_file(const std::wstring& path, DWORD access, DWORD share, DWORD disposition,
                     DWORD flags, SECURITY_ATTRIBUTES* security = nullptr);

/// Reads an open regular file to its end. `path` is for the message.
Result<Bytes> read_open_file(const FileHandle& file, std::size_t limit, std::string_view path);
/// Writes all of it; what GetLastError tells of what stopped it, or ERROR_SUCCESS.
DWORD write_all(const FileHandle& file, ByteView contents);

}  // namespace trustctl::windows
