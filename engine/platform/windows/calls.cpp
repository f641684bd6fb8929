#include "engine/platform/windows/calls.hpp"

#include <algorithm>
#include <array>

#include "engine/platform/windows/text.hpp"

namespace trustctl {

FileHandle::~FileHandle() {
  if (m_native != none) {
    // Nothing that must last depends on this close: writers flush first.
    CloseHandle(windows::native(*this));
  }
}

namespace windows {

namespace {

ErrorCode code_of(DWORD number) {
  switch (number) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_NOT_READY:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return ErrorCode::not_found;
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_WRITE_PROTECT:
    case ERROR_INVALID_OWNER:
      return ErrorCode::access_denied;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return ErrorCode::stale;
    case ERROR_DIRECTORY:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_CANT_RESOLVE_FILENAME:
      return ErrorCode::invalid_input;
    case ERROR_NOT_SUPPORTED:
    case ERROR_INVALID_FUNCTION:
    case ERROR_CALL_NOT_IMPLEMENTED:
      return ErrorCode::unsupported;
    default:
      return ErrorCode::io;
  }
}

// The reason in our words, with what to do: Windows' own are in the language of the system.
std::string_view reason_of(DWORD number) {
  switch (number) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      return "it does not exist";
    case ERROR_INVALID_DRIVE:
      return "there is no such drive";
    case ERROR_NOT_READY:
      return "the drive is not ready";
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return "there is no such share on the network";
    case ERROR_ACCESS_DENIED:
      return "access denied; run trustctl as administrator, and see whether it is read-only";
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_INVALID_OWNER:
      return "a privilege is missing; run trustctl as administrator";
    case ERROR_WRITE_PROTECT:
      return "its drive is write-protected";
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
      return "another program has it open; close that and try again";
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return "the name is taken";
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      return "no space left on its drive; free some and try again";
    case 1295:  // ERROR_DISK_QUOTA_EXCEEDED, which mingw-w64 does not name
      return "the disk quota is used up; free some space and try again";
    case ERROR_DIRECTORY:
      return "it, or what it is in, is not a directory";
    case ERROR_DIR_NOT_EMPTY:
      return "it is not empty";
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
      return "Windows has no such names";
    case ERROR_FILENAME_EXCED_RANGE:
      return "the name is too long";
    case ERROR_CANT_RESOLVE_FILENAME:
      return "its links lead in a circle";
    case ERROR_CRC:
    case ERROR_IO_DEVICE:
      return "input/output error; look at the disk and the event log";
    default:
      return {};
  }
}

std::string message_of(DWORD number) {
  std::array<wchar_t, 512> text;
  const DWORD length =
      FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, number, 0,
                     text.data(), static_cast<DWORD>(text.size()), nullptr);
  std::string message = to_utf8(std::wstring_view(text.data(), length));
  while (!message.empty() && std::string_view(" .\r\n").find(message.back()) != std::string::npos) {
    message.pop_back();
  }
  return (message.empty() ? "" : message + ' ') + "(Windows error " + std::to_string(number) + ')';
}

std::string size_in_words(std::size_t bytes) {
  constexpr std::size_t mebi = std::size_t{1024} * 1024;
  return bytes >= mebi && bytes % mebi == 0 ? std::to_string(bytes / mebi) + " MiB"
                                            : std::to_string(bytes) + " bytes";
}

tl::unexpected<Error> unreadable(std::string_view path, const std::string& why) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input, "cannot read " + std::string(path) + ": it is " + why});
}

// A device name without a path ("NUL", "con"), which Windows has in every directory.
bool is_reserved(std::wstring_view path) {
  return path.starts_with(L"\\\\.\\") || path.starts_with(L"//./");
}

}  // namespace

Error system_error(DWORD number, std::string_view act, std::string_view path) {
  const std::string_view known = reason_of(number);
  return {code_of(number), "cannot " + std::string(act) + ' ' + std::string(path) + ": " +
                               (known.empty() ? message_of(number) : std::string(known))};
}

Result<void> check_name(std::string_view directory, const std::string& name) {
  const auto forbidden = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos;
  };
  const bool good = !name.empty() && name.back() != '.' && name.back() != ' ' &&
                    std::none_of(name.begin(), name.end(), forbidden) && to_wide(name);
  if (!good) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              '\'' + name + "' is no name of a file in " + std::string(directory)});
  }
  return {};
}

FileHandle open_file(const std::wstring& path, DWORD access, DWORD share, DWORD disposition,
                     DWORD flags, SECURITY_ATTRIBUTES* security) {
  if (is_reserved(path)) {
    SetLastError(ERROR_INVALID_NAME);
    return {};
  }
  constexpr DWORD nobody_in_our_name = SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION;
  return owned(CreateFileW(path.c_str(), access, share, security, disposition,
                           flags | nobody_in_our_name, nullptr));
}

Result<Bytes> read_open_file(const FileHandle& file, std::size_t limit, std::string_view path) {
  BY_HANDLE_FILE_INFORMATION found = {};
  if (GetFileType(native(file)) != FILE_TYPE_DISK) {
    return unreadable(path, "a device, not a regular file");
  }
  if (GetFileInformationByHandle(native(file), &found) == 0) {
    return failed(GetLastError(), "look at", path);
  }
  if ((found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return unreadable(path, "a directory, not a file");
  }
  const std::uint64_t size =
      (std::uint64_t{found.nFileSizeHigh} << 32U) | std::uint64_t{found.nFileSizeLow};
  const std::string too_large = "larger than " + size_in_words(limit) + ", the most that is read";
  if (size > limit) {
    return unreadable(path, too_large);
  }
  // One byte more than the file has, to see whether it grew.
  Bytes bytes(static_cast<std::size_t>(size) + 1);
  std::size_t filled = 0;
  for (;;) {
    constexpr std::size_t most = std::size_t{1} << 30U;
    DWORD count = 0;
    const auto wanted = static_cast<DWORD>(std::min(bytes.size() - filled, most));
    if (ReadFile(native(file), bytes.data() + filled, wanted, &count, nullptr) == 0) {
      return failed(GetLastError(), "read", path);
    }
    filled += count;
    if (filled > limit) {
      return unreadable(path, too_large);
    }
    if (count == 0) {
      break;
    }
    if (filled == bytes.size()) {
      bytes.resize(bytes.size() * 2);  // it grew while it was read
    }
  }
  bytes.resize(filled);
  return bytes;
}

DWORD write_all(const FileHandle& file, ByteView contents) {
  constexpr std::size_t most = std::size_t{1} << 30U;
  while (!contents.empty()) {
    DWORD count = 0;
    const auto wanted = static_cast<DWORD>(std::min(contents.size(), most));
    if (WriteFile(native(file), contents.data(), wanted, &count, nullptr) == 0) {
      return GetLastError();
    }
    contents = contents.subspan(count);
  }
  return ERROR_SUCCESS;
}

}  // namespace windows

}  // namespace trustctl
