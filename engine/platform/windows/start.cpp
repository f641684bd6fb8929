#include "engine/platform/windows/start.hpp"

#include <windows.h>

#include <fcntl.h>
#include <io.h>
#include <stdlib.h>

#include <cstdio>
#include <string_view>

#include "engine/platform/console.hpp"
#include "engine/platform/start.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace {

// Names compare without case there. The C library's copy and the process' own are both changed.
void forget_settings_of_openssl() {
  std::vector<std::wstring> names;
  wchar_t* const block = GetEnvironmentStringsW();
  for (const wchar_t* variable = block; variable != nullptr && *variable != L'\0';) {
    const std::wstring_view text = variable;
    const std::wstring name(text.substr(0, text.find(L'=')));
    if (_wcsnicmp(name.c_str(), L"OPENSSL_", 8) == 0 || _wcsnicmp(name.c_str(), L"SSL_", 4) == 0) {
      names.push_back(name);
    }
    variable += text.size() + 1;
  }
  FreeEnvironmentStringsW(block);
  for (const std::wstring& name : names) {
    _wputenv_s(name.c_str(), L"");
    SetEnvironmentVariableW(name.c_str(), nullptr);
  }
}

}  // namespace

Result<void> harden_start() {
  auto restricted = windows::search_system_alone(GetModuleHandleW(L"kernel32.dll"));
  SetDllDirectoryW(L"");
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);  // no boxes: scripts run us
  forget_settings_of_openssl();
  return restricted;
}

namespace windows {

// By name, so that an older Windows starts the program and is told; an import would be a box of the
// loader's.
Result<void> search_system_alone(HMODULE kernel) {
  using SetDirectories = BOOL(WINAPI*)(DWORD);
  const auto set_directories = reinterpret_cast<SetDirectories>(
      reinterpret_cast<void*>(GetProcAddress(kernel, "SetDefaultDllDirectories")));
  if (set_directories != nullptr && set_directories(LOAD_LIBRARY_SEARCH_SYSTEM32) != 0) {
    return {};
  }
  return tl::unexpected(Error{ErrorCode::unsupported,
                              "this Windows is too old: it cannot keep libraries of other folders "
                              "out of the program; trustctl needs "
                              "Windows 8, Windows Server 2012 or newer (or update KB2533623 for "
                              "Windows 7 and Server 2008 R2)"});
}

std::vector<std::string> utf8_arguments(int count, const wchar_t* const* arguments) {
  std::vector<std::string> texts;
  for (int i = 1; i < count; ++i) {
    texts.push_back(to_utf8(arguments[i]));
  }
  return texts;
}

void write_bytes_as_they_are() {
  for (std::FILE* stream : {stdout, stderr}) {
    const auto which = stream == stdout ? StandardStream::output : StandardStream::error;
    if (!is_terminal(which)) {
      _setmode(_fileno(stream), _O_BINARY);
      // The C library takes NUL and other devices for consoles, and would write to them byte by
      // byte.
      std::setvbuf(stream, nullptr, _IOFBF, BUFSIZ);
    }
  }
}

}  // namespace windows

}  // namespace trustctl
