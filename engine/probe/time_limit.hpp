#pragma once

#include <chrono>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// When everything must be done.
class TimeLimit {
 public:
  explicit TimeLimit(std::chrono::seconds timeout)
      : m_timeout(timeout), m_end(std::chrono::steady_clock::now() + timeout) {}

  /// At least 0, and never so many that an int cannot hold them.
  int milliseconds_left() const;
  /// "no answer from server.example:443 within 10 s"
  Error expired(std::string_view who) const;

 private:
  std::chrono::seconds m_timeout;
  std::chrono::steady_clock::time_point m_end;
};

}  // namespace trustctl
