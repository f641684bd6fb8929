#include "engine/platform/windows/move_file.hpp"

#include <cstddef>
#include <cstring>
#include <vector>

#include "engine/platform/windows/calls.hpp"

namespace trustctl::windows {

namespace {

// A check that runs beside us, or a scanner of viruses: both are done in a moment.
constexpr DWORD longest_use = 1'000;  // milliseconds
constexpr DWORD pause = 10;

DWORD move_once(const std::wstring& from, const std::wstring& to, Replacing replacing) {
  const DWORD flags =
      MOVEFILE_WRITE_THROUGH | (replacing == Replacing::yes ? MOVEFILE_REPLACE_EXISTING : 0U);
  return MoveFileExW(from.c_str(), to.c_str(), flags) != 0 ? ERROR_SUCCESS : GetLastError();
}

// FILE_RENAME_INFO with its name, which has no place in it.
std::vector<std::byte> rename_information(const std::wstring& to) {
  const std::size_t size = to.size() * sizeof(wchar_t);
  std::vector<std::byte> memory(offsetof(FILE_RENAME_INFO, FileName) + size + sizeof(wchar_t));
  FILE_RENAME_INFO head = {};
  head.Flags = FILE_RENAME_FLAG_REPLACE_IF_EXISTS | FILE_RENAME_FLAG_POSIX_SEMANTICS;
  head.FileNameLength = static_cast<DWORD>(size);
  std::memcpy(memory.data(), &head, offsetof(FILE_RENAME_INFO, FileName));
  std::memcpy(memory.data() + offsetof(FILE_RENAME_INFO, FileName), to.c_str(), size);
  return memory;
}

// Takes the name from who has the file open. Fails where Windows or the file system cannot.
bool move_beside_holders(const std::wstring& from, const std::wstring& to) {
  constexpr auto rename_ex = static_cast<FILE_INFO_BY_HANDLE_CLASS>(22);  // FileRenameInfoEx
  const FileHandle file =
      open_file(from, DELETE | SYNCHRONIZE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                OPEN_EXISTING, FILE_FLAG_WRITE_THROUGH);
  std::vector<std::byte> wish = rename_information(to);
  return file.native() != FileHandle::none &&
         SetFileInformationByHandle(native(file), rename_ex, wish.data(),
                                    static_cast<DWORD>(wish.size())) != 0;
}

// MoveFileEx says "access denied" of an open file too: told apart by asking for the right to remove
// it.
bool is_in_use(DWORD error, const std::wstring& target) {
  if (error != ERROR_ACCESS_DENIED) {
    return error == ERROR_SHARING_VIOLATION;
  }
  constexpr DWORD never_replaced = FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_DIRECTORY;
  const DWORD attributes = GetFileAttributesW(target.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & never_replaced) != 0) {
    return false;
  }
  const FileHandle removable =
      open_file(target, DELETE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT);
  return removable.native() != FileHandle::none || GetLastError() == ERROR_SHARING_VIOLATION;
}

}  // namespace

DWORD move_file(const std::wstring& from, const std::wstring& to, Replacing replacing) {
  DWORD error = move_once(from, to, replacing);
  for (DWORD waited = 0; is_in_use(error, to); waited += pause) {
    if (replacing == Replacing::yes && move_beside_holders(from, to)) {
      return ERROR_SUCCESS;
    }
    if (waited >= longest_use) {
      return ERROR_SHARING_VIOLATION;
    }
    Sleep(pause);
    error = move_once(from, to, replacing);
  }
  return error;
}

}  // namespace trustctl::windows
