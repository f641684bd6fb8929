#include "engine/platform/windows/start.hpp"

#include <windows.h>

#include <fcntl.h>
#include <io.h>

#include <cstdio>

#include "engine/platform/console.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl::windows {

void harden_start() {
  // It fails on Windows 7 without KB2533623 alone; what is loaded by us asks for System32 itself.
  SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32);
  SetDllDirectoryW(L"");
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);  // no boxes: scripts run us
}

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

}  // namespace trustctl::windows
