#pragma once

#include <memory>
#include <string>

#include "engine/provider.hpp"
#include "providers/single_file/file_codec.hpp"

namespace trustctl {

/// A target that is one file. A link to it is resolved once; a file with a second hard link is
/// refused, since the other name would keep the old contents. The lock is on the file's folder. A
/// batch writes the new file beside the old one, reads it back, compares what was not to change,
/// and exchanges the two (see AtomicFile). A file that is not there is an empty target.
std::unique_ptr<Provider> make_single_file_provider(std::string file,
                                                    std::unique_ptr<FileCodec> codec);

}  // namespace trustctl
