#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl::windows {

/// A path that a person wrote, absolute and in the form that knows no limit of 260 characters:
/// `\\?\C:\…`, `\\?\UNC\server\share\…`. Fails with invalid_input for what names no file: an empty
/// path, a device (`NUL`, `\\.\pipe\x`), a wildcard.
Result<std::wstring> long_path(const std::string& path);

/// Where an open file or directory really stands, every link resolved, in the same form. Empty
/// where Windows cannot tell; GetLastError says why.
std::wstring path_of_handle(const FileHandle& handle);

/// The folders above such a path, from the one that it stands in to the root of its volume
/// (`\\?\C:\`) or share (`\\?\UNC\server\share\`), each in the same form.
std::vector<std::wstring> folders_above(const std::wstring& long_path);

/// The same path as a person would write it: without `\\?\`.
std::string shown(std::wstring_view long_path);

}  // namespace trustctl::windows
