#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "engine/progress.hpp"

namespace trustctl {

/// A line on stderr that says how far long work is, and goes when the work is done. Silent where
/// stderr is no terminal, and for less than `least_total` entries.
class TerminalProgress : public Progress {
 public:
  static constexpr std::size_t least_total = 200;

  TerminalProgress();
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  ~TerminalProgress() override;

  void step(std::string_view work, std::size_t done, std::size_t total) override;
  /// Takes the line away, before anything else is written to stderr.
  void clear();

 private:
  bool m_enabled;
  bool m_shown = false;
  std::chrono::steady_clock::time_point m_last;
};

}  // namespace trustctl
