#include "cli/log.hpp"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <utility>

#include "engine/platform/console.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

// As everything else is written to stderr: UTF-8, which spdlog's own sink would leave to a
// console's code page.
class ErrorStreamSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    // Where even stderr is gone there is nobody left to tell.
    static_cast<void>(write_text(StandardStream::error, {line.data(), line.size()}));
  }
  void flush_() override {}
};

bool& started() {
  static bool is_started = false;
  return is_started;
}

}  // namespace

void start_log() {
  auto logger = std::make_shared<spdlog::logger>("trustctl", std::make_shared<ErrorStreamSink>());
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
