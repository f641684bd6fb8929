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

void harden_start() {
  // It fails on Windows 7 without KB2533623 alone; what is loaded by us asks for System32 itself.
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);  // no boxes: scripts run us
  forget_settings_of_openssl();
}

namespace windows {

std::vector<std::string> utf8_arguments(int count, const wchar_t* const* arguments) {
  std::vector<std::string> texts;
  for (int i = 1; i < count; ++i) {
    texts.push_back(to_utf8(arguments[i]));
  }
  return texts;
}

Utf8Output::Utf8Output() : m_code_page(GetConsoleOutputCP()) {
  SetConsoleOutputCP(CP_UTF8);
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

Utf8Output::~Utf8Output() {
  std::fflush(stdout);
  if (m_code_page != 0) {
    SetConsoleOutputCP(m_code_page);
  }
}

}  // namespace windows

}  // namespace trustctl
