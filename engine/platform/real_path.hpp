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

/// Whether a path says by itself where it leads, whatever it is relative to: "/x" everywhere, and
/// `C:\x`, `C:/x`, `\\server\share` or `\x` on Windows.
bool is_absolute_path(std::string_view path);

}  // namespace trustctl
