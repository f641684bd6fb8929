#pragma once

#include <cstddef>
#include <string_view>

namespace trustctl {

/// Somebody who watches long work. Called often; must be cheap.
class Progress {
 public:
  virtual ~Progress() = default;
  /// `done` of `total` are through; `work` says of what ("reading Root").
  virtual void step(std::string_view work, std::size_t done, std::size_t total) = 0;
};

}  // namespace trustctl
