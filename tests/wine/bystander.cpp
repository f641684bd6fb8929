// Another program on the computer, with no code of trustctl's.
//
//   bystander hold FILE                 keeps FILE open, shared for everything, until it is ended
//   bystander around REPORT PROGRAM [ARGUMENT…]
//       runs PROGRAM in its own console, and writes a line into REPORT before, while it runs (every
//       50 ms) and after: when, the console's output code page, the mode of its screen. Ends as
//       PROGRAM does; Ctrl+C does not end it.
#include <windows.h>

#include <cstdio>
#include <string>

extern "C" int wmain(int count, wchar_t** arguments);

namespace {

int hold(const wchar_t* path) {
  const HANDLE file =
      CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                  nullptr, OPEN_EXISTING, 0, nullptr);
  if (file == INVALID_HANDLE_VALUE) {
    std::fprintf(stderr, "bystander: cannot open: error %lu\n", GetLastError());
    return 1;
  }
  std::puts("ready");
  std::fflush(stdout);
  Sleep(INFINITE);
  return 0;
}

BOOL WINAPI stay(DWORD) { return TRUE; }

void note(FILE* report, const char* when) {
  DWORD mode = 0;
  GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode);
  std::fprintf(report, "%s %u %lu\n", when, GetConsoleOutputCP(), mode);
  std::fflush(report);
}

int around(const wchar_t* path, int count, wchar_t** arguments) {
  SetConsoleCtrlHandler(stay, TRUE);
  std::wstring line;
  for (int i = 0; i < count; ++i) {
    line += (i == 0 ? L"\"" : L" \"") + std::wstring(arguments[i]) + L'"';
  }
  FILE* report = _wfopen(path, L"w");
  if (report == nullptr) {
    return 1;
  }
  note(report, "before");
  STARTUPINFOW start = {};
  start.cb = sizeof start;
  PROCESS_INFORMATION process = {};
  if (!CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &start,
                      &process)) {
    std::fprintf(report, "no process: error %lu\n", GetLastError());
    std::fclose(report);
    return 1;
  }
  while (WaitForSingleObject(process.hProcess, 50) == WAIT_TIMEOUT) {
    note(report, "during");
  }
  note(report, "after");
  std::fclose(report);
  DWORD code = 0;
  GetExitCodeProcess(process.hProcess, &code);
  return static_cast<int>(code);
}

}  // namespace

int wmain(int count, wchar_t** arguments) {
  const std::wstring act = count > 1 ? arguments[1] : L"";
  if (act == L"hold" && count == 3) {
    return hold(arguments[2]);
  }
  if (act == L"around" && count > 3) {
    return around(arguments[2], count - 3, arguments + 3);
  }
  std::fputs("usage: see the head of bystander.cpp\n", stderr);
  return 2;
}
