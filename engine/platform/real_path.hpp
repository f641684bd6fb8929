#pragma once

#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Where a file really stands.
struct RealPath {
  std::string folder;  ///< absolute, without links
  std::string name;    ///< no link
};

/// Resolves every link of a path to a file. The file may be missing, its folder may not. Fails with
/// invalid_input for a link that points nowhere, and for a path that names no file ("x/", "..").
Result<RealPath> real_path_of_file(const std::string& path);

/// For a path that is to be written to: fails with access_denied where its last name is a link that
/// another user put into a folder where everybody may put one (/tmp), as Linux refuses to follow
/// such by `fs.protected_symlinks`. One of the folder's owner's is followed. (Windows: users make
/// no links.)
Result<void> refuse_planted_link(const std::string& path);

/// Whether a path says by itself where it leads, whatever it is relative to: "/x" everywhere, and
/// `C:\x`, `C:/x`, `\\server\share` or `\x` on Windows.
bool is_absolute_path(std::string_view path);

}  // namespace trustctl
