/* A DLL that somebody planted beside a program: writes down that it was loaded. */
#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) {
  (void)reserved;
  if (reason == DLL_PROCESS_ATTACH) {
    char name[MAX_PATH] = "";
    DWORD count = 0;
    const HANDLE file = CreateFileA("planted.txt", FILE_APPEND_DATA, 0, NULL, OPEN_ALWAYS, 0, NULL);
    GetModuleFileNameA(self, name, sizeof name);
    WriteFile(file, name, (DWORD)lstrlenA(name), &count, NULL);
    CloseHandle(file);
  }
  return TRUE;
}
