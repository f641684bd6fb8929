#pragma once

#include <chrono>
#include <string_view>

#include "engine/model/error.hpp"

namespace trustctl {

/// When everything must be done. One for a whole conversation, made when it begins and handed by
/// reference to whatever may wait, so that many short waits do not add up to a long one. Goes by
/// the steady clock: setting the computer's time changes nothing.
class TimeLimit {
 public:
  /// Begins now. Its milliseconds must fit an int: no more than 24 days.
  explicit TimeLimit(std::chrono::seconds timeout)
      : m_timeout(timeout), m_end(std::chrono::steady_clock::now() + timeout) {}

  /// For poll() and select(): at least 0, which means that the time is up. Rounded down.
  int milliseconds_left() const;
  /// The error (io) of whoever ran out of it, with the whole limit and not what was left:
  /// "no answer from server.example:443 within 10 s"
  Error expired(std::string_view who) const;

 private:
  std::chrono::seconds m_timeout;
  std::chrono::steady_clock::time_point m_end;
};

}  // namespace trustctl
