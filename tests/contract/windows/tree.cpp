#include "tests/contract/tree.hpp"

#include <windows.h>

#include <set>
#include <sstream>

namespace trustctl::contract {

namespace fs = std::filesystem;

namespace {

constexpr const char* lock_name = ".trustctl.lock";  // is there while a directory is locked

// A key and all below it, with the time of their last change; nothing where there is none.
void list_key(HKEY parent, const std::wstring& name, std::ostream& text) {
  HKEY key = nullptr;
  if (RegOpenKeyExW(parent, name.c_str(), 0, KEY_READ, &key) != ERROR_SUCCESS) {
    return;
  }
  FILETIME changed = {};
  DWORD values = 0;
  RegQueryInfoKeyW(key, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, &values, nullptr,
                   nullptr, nullptr, &changed);
  text << fs::path(name).string() << ' ' << values << ' ' << changed.dwHighDateTime << '.'
       << changed.dwLowDateTime << '\n';
  wchar_t below[256] = L"";
  for (DWORD i = 0, size = 256;
       RegEnumKeyExW(key, i, below, &size, nullptr, nullptr, nullptr, nullptr) == ERROR_SUCCESS;
       ++i, size = 256) {
    list_key(key, below, text);
  }
  RegCloseKey(key);
}

}  // namespace

// The stores of the computer belong to every target here: none may be touched by reading.
std::string tree(const fs::path& folder) {
  std::set<std::string> lines;
  for (const auto& item : fs::recursive_directory_iterator(folder)) {
    if (item.path().filename() == lock_name) {
      continue;
    }
    std::ostringstream line;
    line << item.path().string() << ' '
         << (item.is_regular_file() ? std::to_string(item.file_size()) : "-") << ' '
         << fs::last_write_time(item.path()).time_since_epoch().count();
    lines.insert(line.str());
  }
  std::ostringstream text;
  for (const std::string& line : lines) {
    text << line << '\n';
  }
  list_key(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Microsoft\\SystemCertificates", text);
  list_key(HKEY_LOCAL_MACHINE, L"SOFTWARE\\Policies\\Microsoft\\SystemCertificates", text);
  return text.str();
}

}  // namespace trustctl::contract
