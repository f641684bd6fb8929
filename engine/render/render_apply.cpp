#include "engine/render/render_apply.hpp"

#include <algorithm>

#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_finding.hpp"

namespace trustctl {

namespace {

template <class Kind>
std::size_t changed(const ApplyReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.changes.begin(), report.changes.end(), [](const AppliedChange& applied) {
        return std::holds_alternative<Kind>(applied.planned.change) &&
               std::holds_alternative<Changed>(applied.outcome);
      }));
}

template <class Kind>
std::size_t with_outcome(const ApplyReport& report) {
  return static_cast<std::size_t>(std::count_if(
      report.changes.begin(), report.changes.end(),
      [](const AppliedChange& applied) { return std::holds_alternative<Kind>(applied.outcome); }));
}

// The changes that are not as planned, a line each.
std::string exceptions_text(const ApplyReport& report, Colours colours) {
  std::string text;
  for (const AppliedChange& applied : report.changes) {
    const auto reason = reason_of(applied.outcome);
    if (!reason.has_value()) {
      continue;
    }
    const bool skipped = std::holds_alternative<NotAttempted>(applied.outcome);
    text += paint(skipped ? "not attempted" : outcome_word(applied.outcome),
                  skipped ? Colour::yellow : Colour::red, colours);
    text += ": " + escape(name_of(applied.planned.change) + ": " + *reason) + '\n';
  }
  return text;
}

std::string summary(const TargetRun& run) {
  const ApplyReport& report = *run.applied;
  std::string text = "Applied to " + escape(run.label.name) + ": " +
                     std::to_string(changed<Add>(report)) + " added, " +
                     std::to_string(changed<Update>(report)) + " changed, " +
                     std::to_string(changed<Remove>(report)) + " removed";
  const auto also = [&text](std::size_t number, std::string_view words) {
    if (number != 0) {
      text += ", " + std::to_string(number) + ' ';
      text += words;
    }
  };
  also(with_outcome<Unchanged>(report), "so already");
  also(with_outcome<Failed>(report), "failed");
  also(with_outcome<NotAttempted>(report), "not attempted");
  also(with_outcome<Unknown>(report), "unknown");
  also(count_unmet(run.plan.findings), "unmet");
  return text + ".\n";
}

std::string applied_text(const TargetRun& run, Colours colours) {
  // Where the whole was stopped, each change would say the same again.
  std::string text;
  // (What was only cleared away is no change.)
  if (!run.applied->changes.empty() || run.plan.needs_rebuild) {
    text = (run.applied->failure.has_value() ? "" : exceptions_text(*run.applied, colours)) +
           summary(run);
  }
  for (const Finding& finding : run.applied->findings) {
    text += finding_text(finding, colours);
  }
  if (!run.journal_file.empty()) {
    text += "Journal: " + escape(run.journal_file) + '\n';
  }
  return text;
}

class ApplyTextView : public View<TargetRun> {
 public:
  ApplyTextView(TextSink& sink, Colours colours) : m_sink(sink), m_colours(colours) {}

  void begin(const DocumentHead&) override {}
  void add(const TargetRun& run) override {
    const std::string text = run.applied.has_value() ? applied_text(run, m_colours) : std::string();
    if (!text.empty()) {
      m_sink.write((m_first ? "\n" : "") + text);
      m_first = false;
    }
  }
  void end(const DocumentTail&) override {}

 private:
  TextSink& m_sink;
  Colours m_colours;
  bool m_first = true;
};

}  // namespace

std::string_view outcome_word(const Outcome& outcome) {
  if (std::holds_alternative<Changed>(outcome)) {
    return "changed";
  }
  if (std::holds_alternative<Unchanged>(outcome)) {
    return "unchanged";
  }
  if (std::holds_alternative<Unknown>(outcome)) {
    return "unknown";
  }
  return std::holds_alternative<Failed>(outcome) ? "failed" : "not_attempted";
}

std::optional<std::string> reason_of(const Outcome& outcome) {
  if (const auto* failed = std::get_if<Failed>(&outcome)) {
    return failed->error.message;
  }
  if (const auto* unknown = std::get_if<Unknown>(&outcome)) {
    return unknown->error.message;
  }
  if (const auto* left = std::get_if<NotAttempted>(&outcome)) {
    return left->reason;
  }
  return std::nullopt;
}

std::unique_ptr<View<TargetRun>> apply_text_view(TextSink& sink, const ViewSettings& settings) {
  return std::make_unique<ApplyTextView>(sink, settings.colours);
}

}  // namespace trustctl
