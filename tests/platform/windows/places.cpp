#include "tests/platform/windows/places.hpp"

#include <windows.h>

#include <sddl.h>

#include <catch2/catch.hpp>
#include <set>

namespace trustctl::test {

namespace fs = std::filesystem;

DirectoryHandle opened(const fs::path& path) {
  auto directory = DirectoryHandle::open(path.string());
  INFO((directory ? "" : directory.error().message));
  REQUIRE(directory);
  return std::move(*directory);
}

std::string names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& item : fs::directory_iterator(folder)) {
    names.insert(item.path().filename().string());
  }
  std::string all;
  for (const std::string& name : names) {
    all += (all.empty() ? "" : " ") + name;
  }
  return all;
}

std::string text_of(const fs::path& file) {
  const Bytes bytes = read_file(file);
  return std::string(as_text(bytes));
}

void give(const fs::path& path, const wchar_t* words) {
  PSECURITY_DESCRIPTOR wanted = nullptr;
  REQUIRE(ConvertStringSecurityDescriptorToSecurityDescriptorW(words, SDDL_REVISION_1, &wanted,
                                                               nullptr) != 0);
  CHECK(SetFileSecurityW(path.c_str(), DACL_SECURITY_INFORMATION, wanted) != 0);
  LocalFree(wanted);
}

bool make_junction(const fs::path& link, const fs::path& target) {
  const std::wstring line =
      L"cmd.exe /c mklink /J \"" + link.wstring() + L"\" \"" + target.wstring() + L"\" >NUL 2>NUL";
  if (_wsystem(line.c_str()) == 0 && GetFileAttributesW(link.c_str()) != INVALID_FILE_ATTRIBUTES &&
      (GetFileAttributesW(link.c_str()) & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
    return true;
  }
  skip("Wine 8 makes neither junctions nor symbolic links");
  return false;
}

}  // namespace trustctl::test
