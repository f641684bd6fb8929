// The part of DirectoryHandle that reads, makes and renames files.
#include <memory>

#include "engine/platform/directory.hpp"
#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/links.hpp"
#include "engine/platform/windows/move_file.hpp"
#include "engine/platform/windows/path.hpp"
#include "engine/platform/windows/place.hpp"
#include "engine/platform/windows/security.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace windows {

Result<std::wstring> place_of(const DirectoryHandle& directory) {
  std::wstring path = path_of_handle(directory.handle());
  if (path.empty()) {
    return failed(GetLastError(), "find", directory.path());
  }
  if (path.back() == L'\\') {  // a drive's root
    path.pop_back();
  }
  return path;
}

Result<std::wstring> place_of(const DirectoryHandle& directory, const std::string& name) {
  if (auto good = check_name(directory.path(), name); !good) {
    return tl::unexpected(good.error());
  }
  auto path = place_of(directory);
  if (path) {
    *path += L'\\' + *to_wide(name);
  }
  return path;
}

}  // namespace windows

namespace {

using windows::failed;
using windows::native;
using windows::Replacing;

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

Result<FileHandle> open_file(const DirectoryHandle& directory, const std::string& name) {
  const auto path = windows::place_of(directory, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  return windows::open_no_link(*path, GENERIC_READ, share_all, OPEN_EXISTING,
                               FILE_FLAG_SEQUENTIAL_SCAN, "open", directory.path_of(name));
}

// ERROR_SUCCESS, or what stopped the first step that failed.
DWORD fill_new_file(const FileHandle& file, ByteView contents, const FileAttributes& attributes) {
  if (const DWORD error = windows::write_all(file, contents); error != ERROR_SUCCESS) {
    return error;
  }
  if (const DWORD error = windows::give_security(file, attributes.extended);
      error != ERROR_SUCCESS) {
    return error;
  }
  return FlushFileBuffers(native(file)) != 0 ? ERROR_SUCCESS : GetLastError();
}

Result<void> move_file(const DirectoryHandle& from_directory, const std::string& from,
                       const DirectoryHandle& to_directory, const std::string& to,
                       Replacing replacing) {
  const auto source = windows::place_of(from_directory, from);
  const auto target = windows::place_of(to_directory, to);
  if (!source || !target) {
    return tl::unexpected(source ? target.error() : source.error());
  }
  const DWORD error = windows::move_file(*source, *target, replacing);
  if (error != ERROR_SUCCESS) {
    return failed(error, "rename",
                  from_directory.path_of(from) + " to " + to_directory.path_of(to));
  }
  return {};
}

// Writes at the end of an open file and makes that durable; takes back what was begun when it
// fails.
Result<void> append(const FileHandle& file, ByteView contents, const std::string& path) {
  LARGE_INTEGER end = {};
  if (SetFilePointerEx(native(file), {}, &end, FILE_END) == 0) {
    return failed(GetLastError(), "write", path);
  }
  DWORD error = windows::write_all(file, contents);
  if (error == ERROR_SUCCESS && FlushFileBuffers(native(file)) == 0) {
    error = GetLastError();
  }
  if (error == ERROR_SUCCESS) {
    return {};
  }
  Error why = windows::system_error(error, "write", path);
  if (SetFilePointerEx(native(file), end, nullptr, FILE_BEGIN) == 0 ||
      SetEndOfFile(native(file)) == 0) {
    why.message += "; half of a record may be left at its end";
  }
  return tl::unexpected(std::move(why));
}

}  // namespace

Result<Bytes> DirectoryHandle::read_file(const std::string& name, std::size_t limit) const {
  const auto file = open_file(*this, name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return windows::read_open_file(*file, limit, path_of(name));
}

// Owner, group and access control list are one thing here, kept as one attribute.
Result<FileAttributes> DirectoryHandle::attributes(const std::string& name) const {
  const auto file = open_file(*this, name);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto found = windows::look(*file, path_of(name));
  if (!found) {
    return tl::unexpected(found.error());
  }
  auto security = windows::security_of(*file, path_of(name));
  if (!security) {
    return tl::unexpected(security.error());
  }
  FileAttributes kept;
  kept.extended.push_back(std::move(*security));
  return kept;
}

Result<void> DirectoryHandle::create_file(const std::string& name, ByteView contents,
                                          const FileAttributes& attributes, Durability) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  constexpr DWORD access = GENERIC_WRITE | READ_CONTROL | WRITE_DAC | WRITE_OWNER | DELETE;
  FileHandle file =
      windows::open_file(*path, access, FILE_SHARE_READ, CREATE_NEW, FILE_ATTRIBUTE_NORMAL);
  if (file.native() == FileHandle::none && GetLastError() == ERROR_ACCESS_DENIED) {
    // Who may create files need not be allowed to give them away.
    file = windows::open_file(*path, GENERIC_WRITE | READ_CONTROL, FILE_SHARE_READ, CREATE_NEW,
                              FILE_ATTRIBUTE_NORMAL);
  }
  if (file.native() == FileHandle::none) {
    return failed(GetLastError(), "create", path_of(name));
  }
  const DWORD error = fill_new_file(file, contents, attributes);
  if (error == ERROR_SUCCESS) {
    return {};
  }
  Error why = windows::system_error(error, "write", path_of(name));
  file = FileHandle();
  if (DeleteFileW(path->c_str()) == 0) {
    why.message += "; what was begun could not be removed either";
  }
  return tl::unexpected(std::move(why));
}

Result<void> DirectoryHandle::append_to_file(const std::string& name, ByteView contents) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  const std::string shown = path_of(name);
  const auto file = windows::open_no_link(*path, GENERIC_WRITE, FILE_SHARE_READ, OPEN_ALWAYS,
                                          FILE_ATTRIBUTE_NORMAL, "write", shown);
  if (!file) {
    return tl::unexpected(file.error());
  }
  const auto found = windows::look(*file, shown);
  if (!found) {
    return tl::unexpected(found.error());
  }
  if (found->kind != FileKind::regular) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "cannot write " + shown + ": it is not a regular file"});
  }
  const bool may_be_new =
      found->information.nFileSizeHigh == 0 && found->information.nFileSizeLow == 0;
  auto appended = append(*file, contents, shown);
  return appended && may_be_new ? sync() : appended;
}

Result<void> DirectoryHandle::rename_noreplace(const std::string& from, const DirectoryHandle& to,
                                               const std::string& name) const {
  return move_file(*this, from, to, name, Replacing::no);
}

// Windows has no such call.
Result<void> DirectoryHandle::rename_exchange(const std::string& from, const DirectoryHandle& to,
                                              const std::string& name) const {
  return failed(ERROR_NOT_SUPPORTED, "exchange", path_of(from) + " and " + to.path_of(name));
}

Result<void> DirectoryHandle::rename_over(const std::string& from, const DirectoryHandle& to,
                                          const std::string& name) const {
  return move_file(*this, from, to, name, Replacing::yes);
}

Result<void> DirectoryHandle::remove_file(const std::string& name) const {
  const auto path = windows::place_of(*this, name);
  if (!path) {
    return tl::unexpected(path.error());
  }
  if (DeleteFileW(path->c_str()) == 0) {
    return failed(GetLastError(), "remove", path_of(name));
  }
  return {};
}

}  // namespace trustctl
