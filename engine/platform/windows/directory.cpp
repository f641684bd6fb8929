#include "engine/platform/directory.hpp"

#include <algorithm>
#include <memory>

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/links.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/place.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace {

using windows::check_name;
using windows::failed;
using windows::native;
using windows::owned;

bool is_separator(char c) { return c == '\\' || c == '/'; }

// "C:\" keeps its own.
std::wstring without_trailing_separators(std::wstring path) {
  while (path.size() > 1 && path.back() == L'\\' && path[path.size() - 2] != L':') {
    path.pop_back();
  }
  return path;
}

// Nobody can rename or remove the directory, nor one above it, while it is open so (no
// FILE_SHARE_DELETE): its path leads to it for as long as the handle lives.
Result<FileHandle> open_pinned(const std::wstring& path, std::string_view shown) {
  constexpr DWORD access = FILE_LIST_DIRECTORY | FILE_READ_ATTRIBUTES | READ_CONTROL;
  auto handle = windows::open_no_link(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                      OPEN_EXISTING, 0, "open", shown);
  if (!handle) {
    return handle;
  }
  const auto found = windows::look(*handle, shown);
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (found->kind != FileKind::directory) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot open " + std::string(shown) + ": it is not a directory"});
  }
  return handle;
}

FileStatus status_of(const windows::Found& found) {
  const auto& information = found.information;
  const bool read_only = (information.dwFileAttributes & FILE_ATTRIBUTE_READONLY) != 0;
  return {
      found.kind,
      (std::uint64_t{information.nFileSizeHigh} << 32U) | std::uint64_t{information.nFileSizeLow},
      information.nNumberOfLinks, read_only ? 0444U : 0644U, FileOwner{}};
}

// Creates it and what is above it, from the top; `path` is absolute and in the long form.
DWORD create_all(const std::wstring& path) {
  if (CreateDirectoryW(path.c_str(), nullptr) != 0) {
    return ERROR_SUCCESS;
  }
  DWORD error = GetLastError();
  const std::size_t above = path.find_last_of(L'\\');
  if (error == ERROR_PATH_NOT_FOUND && above != std::wstring::npos && above > 0) {
    error = create_all(path.substr(0, above));
    if (error == ERROR_SUCCESS && CreateDirectoryW(path.c_str(), nullptr) == 0) {
      error = GetLastError();
    }
  }
  return error == ERROR_ALREADY_EXISTS ? ERROR_SUCCESS : error;
}

struct CloseSearch {
  void operator()(HANDLE search) const { FindClose(search); }
};

}  // namespace

// As its user writes paths: with backslashes, unless the path came with slashes alone.
std::string DirectoryHandle::path_of(const std::string& name) const {
  if (!m_path.empty() && is_separator(m_path.back())) {
    return m_path + name;
  }
  const bool slashes =
      m_path.find('/') != std::string::npos && m_path.find('\\') == std::string::npos;
  return m_path + (slashes ? '/' : '\\') + name;
}

Result<DirectoryHandle> DirectoryHandle::open(const std::string& path) {
  const auto absolute = windows::long_path(path);
  if (!absolute) {
    return tl::unexpected(absolute.error());
  }
  auto handle = open_pinned(without_trailing_separators(*absolute), path);
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return DirectoryHandle(std::move(*handle), path);
}

// A new directory is protected as the one it is in; `mode` says nothing here.
Result<DirectoryHandle> DirectoryHandle::open_or_create(const std::string& path, std::uint32_t) {
  auto existing = open(path);
  if (existing || existing.error().code != ErrorCode::not_found) {
    return existing;
  }
  const auto absolute = windows::long_path(path);
  if (!absolute) {
    return tl::unexpected(absolute.error());
  }
  if (const DWORD error = create_all(without_trailing_separators(*absolute));
      error != ERROR_SUCCESS) {
    return failed(error, "create", path);
  }
  return open(path);
}

Result<std::vector<DirectoryItem>> DirectoryHandle::list() const {
  const auto folder = windows::place_of(*this);
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  WIN32_FIND_DATAW item = {};
  const HANDLE begun = FindFirstFileExW((*folder + L"\\*").c_str(), FindExInfoBasic, &item,
                                        FindExSearchNameMatch, nullptr, FIND_FIRST_EX_LARGE_FETCH);
  std::vector<DirectoryItem> items;
  if (begun == INVALID_HANDLE_VALUE) {
    const DWORD error = GetLastError();
    if (error == ERROR_FILE_NOT_FOUND) {  // a drive's root without files: not even "." is there
      return items;
    }
    return failed(error, "list", m_path);
  }
  const std::unique_ptr<void, CloseSearch> search(begun);
  do {
    const std::string name = windows::to_utf8(item.cFileName);
    if (name != "." && name != "..") {
      items.push_back({name, windows::kind_of(item.dwFileAttributes, item.dwReserved0)});
    }
  } while (FindNextFileW(search.get(), &item) != 0);
  if (const DWORD error = GetLastError(); error != ERROR_NO_MORE_FILES) {
    return failed(error, "list", m_path);
  }
  std::sort(items.begin(), items.end(),
            [](const DirectoryItem& a, const DirectoryItem& b) { return a.name < b.name; });
  return items;
}

Result<std::optional<FileStatus>> DirectoryHandle::status(const std::string& name) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  const FileHandle itself = windows::open_file(
      *path, FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
      OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS);
  if (itself.native() == FileHandle::none) {
    const DWORD error = GetLastError();
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) {
      return std::nullopt;
    }
    return failed(error, "look at", path_of(name));
  }
  const auto found = windows::look(itself, path_of(name));
  if (!found) {
    return tl::unexpected(found.error());
  }
  return status_of(*found);
}

Result<void> DirectoryHandle::only_ours() const { return {}; }

Result<void> DirectoryHandle::give_to(const FileOwner&) const { return {}; }

Result<FileStatus> DirectoryHandle::status() const {
  const auto found = windows::look(m_handle, m_path);
  if (!found) {
    return tl::unexpected(found.error());
  }
  return status_of(*found);
}

Result<DirectoryHandle> DirectoryHandle::open_directory(const std::string& name) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  auto handle = open_pinned(*path, path_of(name));
  if (!handle) {
    return tl::unexpected(handle.error());
  }
  return DirectoryHandle(std::move(*handle), path_of(name));
}

Result<DirectoryHandle> DirectoryHandle::make_directory(const std::string& name,
                                                        std::uint32_t) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  if (CreateDirectoryW(path->c_str(), nullptr) == 0) {
    return failed(GetLastError(), "create", path_of(name));
  }
  return open_directory(name);
}

Result<DirectoryHandle> DirectoryHandle::ensure_directory(const std::string& name,
                                                          std::uint32_t mode) const {
  auto existing = open_directory(name);
  if (existing || existing.error().code != ErrorCode::not_found) {
    return existing;
  }
  auto made = make_directory(name, mode);
  if (!made && made.error().code == ErrorCode::stale) {  // somebody else was quicker
    return open_directory(name);
  }
  return made;
}

Result<void> DirectoryHandle::remove_directory(const std::string& name) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  if (RemoveDirectoryW(path->c_str()) == 0) {
    return failed(GetLastError(), "remove", path_of(name));
  }
  return {};
}

// NTFS writes names to its log, in order; flushing the directory brings the log up to here to the
// disk. Where the file system has no such flush (FAT, some shares), or the caller may not write to
// the directory itself, the renames have been written through already (MOVEFILE_WRITE_THROUGH).
Result<void> DirectoryHandle::sync() const {
  const auto path = windows::place_of(*this);
  if (!path) {
    return tl::unexpected(path.error());
  }
  const FileHandle writable =
      windows::open_file(*path, FILE_ADD_FILE, FILE_SHARE_READ | FILE_SHARE_WRITE, OPEN_EXISTING,
                         FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS);
  if (writable.native() == FileHandle::none || FlushFileBuffers(native(writable)) != 0) {
    return {};
  }
  switch (const DWORD error = GetLastError()) {
    case ERROR_ACCESS_DENIED:
    case ERROR_INVALID_HANDLE:
    case ERROR_INVALID_FUNCTION:
    case ERROR_INVALID_PARAMETER:
    case ERROR_NOT_SUPPORTED:
      return {};
    default:
      return failed(error, "make durable", m_path);
  }
}

// Nothing is left to do: here every file is flushed as it is written, whatever Durability asks.
// (Flushing a whole volume takes an administrator, and waits for everybody's files.)
Result<void> DirectoryHandle::sync_file_system() const { return {}; }

}  // namespace trustctl
