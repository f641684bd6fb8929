#pragma once

#include <string>

namespace trustctl {

/// Turns the log on: one line an event on stderr. Off until then.
void start_log();
/// One event, for whoever asked by -v. Escaped here.
void log_event(const std::string& text);

}  // namespace trustctl
