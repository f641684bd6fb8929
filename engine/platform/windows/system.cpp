#include "engine/platform/windows/system.hpp"

#include <windows.h>

#include <array>

#include "engine/platform/windows/text.hpp"

namespace trustctl::windows {

namespace {

constexpr const wchar_t* key = L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion";

// Empty where there is no such text.
std::string registry_text(const wchar_t* name) {
  std::array<wchar_t, 256> text;
  DWORD size = sizeof text;
  if (RegGetValueW(HKEY_LOCAL_MACHINE, key, name, RRF_RT_REG_SZ, nullptr, text.data(), &size) !=
      ERROR_SUCCESS) {
    return {};
  }
  return to_utf8(text.data());
}

// The registry of Windows 11 still calls itself 10.
std::string corrected(std::string product, const std::string& build) {
  constexpr std::string_view ten = "Windows 10";
  const std::size_t at = product.find(ten);
  if (at != std::string::npos && build.size() == 5 && build >= "22000") {
    product.replace(at, ten.size(), "Windows 11");
  }
  return product;
}

}  // namespace

std::optional<std::string> computer_name() {
  std::array<wchar_t, 256> name;
  auto size = static_cast<DWORD>(name.size());
  if (GetComputerNameExW(ComputerNameDnsHostname, name.data(), &size) == 0) {
    return std::nullopt;
  }
  return to_utf8(std::wstring_view(name.data(), size));
}

std::optional<std::string> user_name() {
  std::array<wchar_t, 257> name;  // UNLEN + 1
  auto size = static_cast<DWORD>(name.size());
  if (GetUserNameW(name.data(), &size) == 0 || size == 0) {
    return std::nullopt;
  }
  return to_utf8(std::wstring_view(name.data(), size - 1));  // the size counts the final zero
}

std::optional<std::string> name_of_this_windows() {
  const std::string build = registry_text(L"CurrentBuildNumber");
  const std::string product = corrected(registry_text(L"ProductName"), build);
  const std::string version = registry_text(L"DisplayVersion");
  if (product.empty()) {
    return std::nullopt;
  }
  return product + (version.empty() ? "" : ' ' + version) +
         (build.empty() ? "" : " (build " + build + ')');
}

}  // namespace trustctl::windows
