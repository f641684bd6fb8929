#include "cli/error_stream.hpp"

#include "cli/log.hpp"
#include "engine/render/render_error.hpp"

namespace trustctl {

void ErrorStream::begin(const DocumentHead&) {}

void ErrorStream::add(const TargetRun& run) {
  m_progress.clear();
  log_event("target " + run.label.name + ": " + std::string(to_string(verdict_of(run))) + ", " +
            std::to_string(run.plan.changes.size()) + " changes");
  if (run.applied.has_value()) {
    m_output.errors(apply_errors(run));
  } else if (!m_previewed) {
    say_obstacles(run);
  }
}

void ErrorStream::end(const DocumentTail& tail) {
  m_progress.clear();
  m_previewed = true;
  m_output.errors(std::span(tail.errors).subspan(m_said));
  m_said = tail.errors.size();
}

void ErrorStream::say_obstacles(const TargetRun& run) const {
  m_output.errors(obstacles(run));
  if (m_refusals == Refusals::errors) {
    for (const Refusal& refusal : run.plan.refusals) {
      m_output.error(
          {ErrorCode::refused, "target " + run.label.name + " is left alone: " + refusal.message});
    }
  }
}

}  // namespace trustctl
