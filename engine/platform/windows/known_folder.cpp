#include <windows.h>

#include <shlobj.h>

#include <memory>

#include "engine/platform/home_directory.hpp"
#include "engine/platform/windows/known_folder.hpp"
#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace {

struct ReleaseTaskMemory {
  void operator()(wchar_t* text) const { CoTaskMemFree(text); }
};

}  // namespace

std::optional<std::string> windows::known_folder(const KNOWNFOLDERID& id) {
  wchar_t* text = nullptr;
  const HRESULT found = SHGetKnownFolderPath(id, 0, nullptr, &text);
  const std::unique_ptr<wchar_t, ReleaseTaskMemory> owned(text);  // given even when it fails
  return FAILED(found) || text == nullptr ? std::nullopt : std::optional(to_utf8(text));
}

std::optional<std::string> home_directory() { return windows::known_folder(FOLDERID_Profile); }

}  // namespace trustctl
