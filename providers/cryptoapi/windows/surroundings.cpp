#include "providers/cryptoapi/windows/surroundings.hpp"

#include <windows.h>

namespace trustctl::cryptoapi {

bool running_under_wine() {
  const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
  return ntdll != nullptr && GetProcAddress(ntdll, "wine_get_version") != nullptr;
}

bool has_interactive_desktop() {
  const HWINSTA station = GetProcessWindowStation();  // not ours to close
  USEROBJECTFLAGS flags = {};
  return station != nullptr &&
         GetUserObjectInformationW(station, UOI_FLAGS, &flags, sizeof flags, nullptr) != 0 &&
         (flags.dwFlags & WSF_VISIBLE) != 0;
}

}  // namespace trustctl::cryptoapi
