#include "engine/probe/time_limit.hpp"

#include <algorithm>
#include <string>

namespace trustctl {

int TimeLimit::milliseconds_left() const {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      m_end - std::chrono::steady_clock::now());
  return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
}

Error TimeLimit::expired(std::string_view who) const {
  return {ErrorCode::io, "no answer from " + std::string(who) + " within " +
                             std::to_string(m_timeout.count()) + " s"};
}

}  // namespace trustctl
