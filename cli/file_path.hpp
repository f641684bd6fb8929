#pragma once

#include <filesystem>
#include <string>

namespace trustctl {

// Text is UTF-8 here. std::filesystem takes a narrow text for one of the C library's locale, which
// on Windows is none, and gives UTF-8 back: "Köln" became another name on the way.

/// What UTF-8 names.
inline std::filesystem::path file_path(const std::string& text) {
  return {std::u8string(text.begin(), text.end())};
}

/// A path as UTF-8.
inline std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}

}  // namespace trustctl
