#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "engine/result.hpp"

namespace trustctl {

/// Seconds in UTC. Time reaches the engine as a value; the engine itself has no clock.
using Time = std::chrono::sys_seconds;

/// "2031-04-05T06:07:08Z" (RFC 3339). Years 0000 to 9999.
std::string rfc3339(Time time);
/// "2031-04-05".
std::string date(Time time);
/// Reads "2031-04-05" or "2031-04-05T06:07:08Z". Fails with invalid_input.
Result<Time> parse_time(std::string_view text);
/// Whole days from `from` to `to`, rounded towards minus infinity.
std::chrono::days days_between(Time from, Time to);

}  // namespace trustctl
