#pragma once

#include <optional>
#include <string>

#include "engine/model/error.hpp"
#include "engine/platform/directory.hpp"

namespace trustctl {

/// Where this process is root's: why the folder is not one user's alone, naming who else may write
/// to it, or put another folder in its place from above, and the cure. What root writes there is
/// then not what stays there, and may land elsewhere. Absent where it is root's, or one other
/// user's, whom ActingAs takes the part of; where it cannot be looked at; and for whoever is not
/// root. The rule is that of manifests (who_may_change.hpp), but for a new name in the folder,
/// which is harm here. (Windows: always absent.)
std::optional<Error> written_by_several(const DirectoryHandle& folder);
/// The same of a folder that is not there yet, whose owner will be that of the place where it is
/// made. That place may be everybody's where it is sticky.
std::optional<Error> new_folder_written_by_several(const std::string& path);
/// The same of a folder in another that is its owner's: it has to belong to the same.
std::optional<Error> written_by_several(const DirectoryHandle& folder, const FileOwner& owner);
/// The same of a file and the folder it is in. Whoever owns the file may write to it: it is that
/// user's then.
std::optional<Error> written_by_several(const DirectoryHandle& folder, const std::string& file);

}  // namespace trustctl
