#pragma once

#include <string>

#include "engine/platform/directory.hpp"
#include "tests/support/support.hpp"

namespace trustctl::test {

/// An opened folder; fails the running test where it cannot be opened.
DirectoryHandle opened(const std::filesystem::path& path);
/// The names in it, sorted, with a space between them.
std::string names_in(const std::filesystem::path& folder);
std::string text_of(const std::filesystem::path& file);

/// Gives a file or folder an access control list (SDDL: "D:(A;;FA;;;BA)").
void give(const std::filesystem::path& path, const wchar_t* words);

/// A junction, as everybody may make one on Windows. False under Wine 8, which has none; then the
/// running test is marked as skipped.
bool make_junction(const std::filesystem::path& link, const std::filesystem::path& target);

}  // namespace trustctl::test
