#pragma once

#include <cstddef>

#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "engine/operation/target_run.hpp"

namespace trustctl {

/// The view that writes to stderr what hinders or fails, one line an error, beside whatever view
/// shows the result. It can be given the preview and the end of one apply: each is said once.
class ErrorStream : public View<TargetRun> {
 public:
  /// Whether a guard's refusal is an error, as where an apply leaves a target alone.
  enum class Refusals { shown_elsewhere, errors };

  ErrorStream(const Output& output, TerminalProgress& progress, Refusals refusals)
      : m_output(output), m_progress(progress), m_refusals(refusals) {}

  void begin(const DocumentHead& head) override;
  void add(const TargetRun& run) override;
  void end(const DocumentTail& tail) override;

 private:
  void say_obstacles(const TargetRun& run) const;

  const Output& m_output;
  TerminalProgress& m_progress;
  Refusals m_refusals;
  bool m_previewed = false;
  std::size_t m_said = 0;  // of the tail's errors
};

}  // namespace trustctl
