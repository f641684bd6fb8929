#include "engine/platform/windows/path.hpp"

#include <winternl.h>

#include <cstddef>
#include <vector>

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl::windows {

namespace {

constexpr std::wstring_view verbatim = L"\\\\?\\";
constexpr std::wstring_view verbatim_share = L"\\\\?\\UNC\\";
constexpr std::wstring_view device = L"\\\\.\\";

tl::unexpected<Error> no_path(const std::string& path) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input, "'" + path + "' is no path of a file or directory"});
}

// Absolute, "." and ".." and forward slashes resolved; empty where Windows cannot.
std::wstring full_path(const std::wstring& path) {
  const DWORD needed = GetFullPathNameW(path.c_str(), 0, nullptr, nullptr);
  std::wstring full(needed, L'\0');
  const DWORD length = GetFullPathNameW(path.c_str(), needed, full.data(), nullptr);
  full.resize(length < needed ? length : 0);
  return full;
}

std::wstring without_verbatim(const std::wstring& path) {
  return path.starts_with(verbatim_share) ? L"\\\\" + path.substr(verbatim_share.size())
                                          : path.substr(verbatim.size());
}

// What the object manager calls an open file; under Wine that is a path ("\\??\\Z:\\x"), of any
// length.
std::wstring object_name(const FileHandle& handle) {
  using Query = LONG(WINAPI*)(HANDLE, int, void*, ULONG, ULONG*);
  constexpr int name_information = 1;
  constexpr std::size_t longest = 2 * 32768 + sizeof(UNICODE_STRING);
  const auto function = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQueryObject");
  std::vector<std::max_align_t> memory(longest / sizeof(std::max_align_t) + 1);
  ULONG size = 0;
  if (function == nullptr ||
      reinterpret_cast<Query>(reinterpret_cast<void*>(function))(
          native(handle), name_information, memory.data(), longest, &size) != 0) {
    return {};
  }
  const auto* name = reinterpret_cast<const UNICODE_STRING*>(memory.data());
  return {name->Buffer, name->Length / sizeof(wchar_t)};
}

}  // namespace

Result<std::wstring> long_path(const std::string& path) {
  const auto wide = to_wide(path);
  if (!wide) {
    return wide;
  }
  const bool is_verbatim = wide->starts_with(verbatim);
  if (is_verbatim && wide->find(L'/') == std::wstring::npos) {
    return wide;  // asks to be taken as it is
  }
  // With a slash it is the beginning alone that asks so: something relative was joined to it.
  const std::wstring full = full_path(is_verbatim ? without_verbatim(*wide) : *wide);
  if (full.empty() || full.starts_with(device) ||
      full.find_first_of(L"*?<>|\"", 0) != std::wstring::npos) {
    return no_path(path);
  }
  if (full.starts_with(L"\\\\")) {
    return std::wstring(verbatim_share) + full.substr(2);
  }
  return std::wstring(verbatim) + full;
}

std::wstring path_of_handle(const FileHandle& handle) {
  // A volume without a drive letter has a name of its own; some network drives have no such names.
  constexpr DWORD forms[] = {FILE_NAME_NORMALIZED | VOLUME_NAME_DOS,
                             FILE_NAME_OPENED | VOLUME_NAME_DOS,
                             FILE_NAME_NORMALIZED | VOLUME_NAME_GUID};
  for (const DWORD form : forms) {
    const DWORD needed = GetFinalPathNameByHandleW(native(handle), nullptr, 0, form);
    if (needed == 0) {
      continue;
    }
    std::wstring path(needed, L'\0');
    const DWORD length = GetFinalPathNameByHandleW(native(handle), path.data(), needed, form);
    if (length != 0 && length < needed) {
      path.resize(length);
      return path;
    }
  }
  // Wine 8 gives no path of more than 260 characters.
  const std::wstring name = object_name(handle);
  return name.starts_with(L"\\??\\") ? std::wstring(verbatim) + name.substr(4) : std::wstring();
}

std::vector<std::wstring> folders_above(const std::wstring& path) {
  const bool on_share = path.starts_with(verbatim_share);
  std::size_t root = path.find(L'\\', (on_share ? verbatim_share : verbatim).size());
  if (on_share && root != std::wstring::npos) {
    root = path.find(L'\\', root + 1);  // behind the name of the share
  }
  std::vector<std::wstring> folders;
  std::size_t end = path.rfind(L'\\');
  for (; root != std::wstring::npos && end > root; end = path.rfind(L'\\', end - 1)) {
    folders.push_back(path.substr(0, end));
  }
  if (root != std::wstring::npos) {
    folders.push_back(path.substr(0, root + 1));
  }
  return folders;
}

std::string shown(std::wstring_view path) {
  if (path.starts_with(verbatim_share)) {
    return "\\\\" + to_utf8(path.substr(verbatim_share.size()));
  }
  return to_utf8(path.starts_with(verbatim) ? path.substr(verbatim.size()) : path);
}

}  // namespace trustctl::windows
