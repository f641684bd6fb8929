#include "cli/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

bool& started() {
  static bool is_started = false;
  return is_started;
}

}  // namespace

void start_log() {
  auto logger = spdlog::stderr_logger_st("trustctl");
  // A line ends as all of our output does, on Windows too.
  logger->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%Y-%m-%dT%H:%M:%S.%eZ %l: %v", spdlog::pattern_time_type::utc, "\n"));
  spdlog::set_default_logger(std::move(logger));
  started() = true;
}

void log_event(const std::string& text) {
  if (started()) {
    spdlog::info("{}", escape(text));
  }
}

}  // namespace trustctl
