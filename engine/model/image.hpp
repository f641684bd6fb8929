#pragma once

#include <string>

#include "engine/model/bytes.hpp"

namespace trustctl {

/// One entry as the target keeps it, every raw property included. Opaque to all but its provider;
/// kept in the journal so that it can be brought back.
struct Image {
  std::string place;
  Bytes bytes;

  friend bool operator==(const Image&, const Image&) = default;
};

}  // namespace trustctl
