#pragma once

#include <cstddef>
#include <string>

#include "engine/model/bytes.hpp"
#include "engine/platform/file_handle.hpp"
#include "engine/result.hpp"

namespace trustctl {

// What each system does for read_file.hpp, which is what everybody else uses.

/// Opens a file to read it, links followed, without ever blocking. What is no regular file may open
/// too: reading refuses it.
Result<FileHandle> open_to_read(const std::string& path);
/// The whole of it. Fails with invalid_input for what is no regular file or larger than `limit`.
Result<Bytes> read_opened(const FileHandle& file, std::size_t limit, const std::string& path);

}  // namespace trustctl
