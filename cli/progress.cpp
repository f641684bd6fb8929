#include "cli/progress.hpp"

#include "engine/platform/console.hpp"
#include "engine/render/escape.hpp"

namespace trustctl {

namespace {

void write(std::string_view text) {
  // Progress that cannot be shown is not missed.
  static_cast<void>(write_text(StandardStream::error, text));
}

}  // namespace

TerminalProgress::TerminalProgress() : m_enabled(is_terminal(StandardStream::error)) {}

TerminalProgress::~TerminalProgress() { clear(); }

void TerminalProgress::clear() {
  if (m_shown) {
    write("\r\x1b[K");
    m_shown = false;
  }
}

void TerminalProgress::step(std::string_view work, std::size_t done, std::size_t total) {
  constexpr std::size_t steps_between = 64;  // reading the clock costs more than most steps
  constexpr std::chrono::milliseconds pause{50};
  if (!m_enabled || total < least_total) {
    return;
  }
  if (done >= total) {
    clear();
    return;
  }
  if (done % steps_between != 0) {
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (m_shown && now - m_last < pause) {
    return;
  }
  m_last = now;
  m_shown = true;
  write("\r\x1b[K" + escape(work) + ' ' + std::to_string(done) + '/' + std::to_string(total));
}

}  // namespace trustctl
