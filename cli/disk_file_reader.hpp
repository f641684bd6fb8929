#pragma once

#include "engine/manifest/file_reader.hpp"

namespace trustctl {

/// The files of this computer, for what a manifest names.
class DiskFileReader : public FileReader {
 public:
  Result<Bytes> read(const std::string& path, std::size_t limit) const override;
};

}  // namespace trustctl
