#pragma once

#include <span>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A file of a folder to be written; `folder` is a name below it, or empty.
struct NewFile {
  std::string folder;
  std::string name;
  Bytes contents;
};

/// Writes files, in their order, into a folder that is new or empty, and makes them durable. The
/// last one is the one that others name, so that a folder without it is known to be incomplete.
/// Fails with `refused` where the folder holds anything, and changes nothing then.
Result<void> write_new_folder(const std::string& path, std::span<const NewFile> files);

/// Whether `path` may be written so: Fails as write_new_folder does; creates nothing.
Result<void> is_free(const std::string& path);

}  // namespace trustctl
