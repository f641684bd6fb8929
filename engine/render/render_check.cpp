#include "engine/render/render_check.hpp"

#include <set>

#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_target.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

Colour colour_of(Drift drift) {
  switch (drift) {
    case Drift::missing:
      return Colour::green;
    case Drift::unexpected:
      return Colour::red;
    case Drift::misplaced:
    case Drift::different:
      return Colour::yellow;
  }
  return Colour::yellow;
}

std::size_t count_stores(const Plan& plan) {
  std::set<StoreName> stores;
  for (const Reliance& reliance : plan.relied_on) {
    stores.insert(reliance.store);
  }
  return stores.size();
}

std::string entry_text(const PlannedChange& planned, Colours colours) {
  constexpr std::size_t word_width = 12;
  constexpr std::size_t details_indent = 6;
  const std::string_view word = to_string(planned.drift);
  const std::string line = left_and_right(
      "    " + padded(word, word_width) + escape(certificate_of(planned.change).label()),
      declared_line(planned));
  return "    " + paint(word, colour_of(planned.drift), colours) + line.substr(4 + word.size()) +
         '\n' + change_details(planned, details_indent);
}

std::string in_sync_text(const TargetRun& run) {
  const RunCounts counts = counts_of(run.plan);
  return "In sync: " + counted(counts.as_declared, "certificate") + " in " +
         counted(count_stores(run.plan), "store") + " of " + escape(run.label.name) +
         nobodys_text(counts.nobodys) +
         (counts.kept == 0 ? ""
                           : ", " + std::to_string(counts.kept) + " kept though not declared") +
         (run.absences == 0 ? ""
                            : ", and " + std::to_string(run.absences) + " absent as declared") +
         ".\n";
}

std::string after_a_line(const std::string& text) { return text.empty() ? text : '\n' + text; }

std::string drift_text(const TargetRun& run, Colours colours) {
  const std::string remarks = after_a_line(remarks_text(run.plan.findings, colours));
  if (run.plan.in_sync() && !run.plan.blocked()) {
    return in_sync_text(run) + remarks;
  }
  std::string text = target_heading(run.label, colours);
  for (const auto& [store, planned] : by_store(run.plan.changes)) {
    text += "\n  " + store_heading(store, colours);
    for (const PlannedChange* change : planned) {
      text += entry_text(*change, colours);
    }
  }
  return text + rebuild_text(run.plan, colours) + remarks +
         after_a_line(blocked_text(run.plan, colours));
}

class CheckTextView : public View<TargetRun> {
 public:
  CheckTextView(TextSink& sink, Colours colours) : m_sink(sink), m_colours(colours) {}

  void begin(const DocumentHead&) override {}

  void add(const TargetRun& run) override {
    if (!run.errors.empty()) {
      return;  // they are on the error stream
    }
    m_counts += counts_of(run.plan);
    m_drifted = m_drifted || !run.plan.in_sync();
    m_rebuilds += run.plan.needs_rebuild ? 1U : 0U;
    m_sink.write((m_first ? "" : "\n") + drift_text(run, m_colours));
    m_first = false;
  }

  void end(const DocumentTail&) override {
    if (m_drifted) {
      m_sink.write("\nDrift: " + std::to_string(m_counts.missing) + " missing, " +
                   std::to_string(m_counts.unexpected) + " unexpected, " +
                   std::to_string(m_counts.misplaced) + " misplaced, " +
                   std::to_string(m_counts.different) + " different" +
                   (m_rebuilds == 0 ? "" : ", " + std::to_string(m_rebuilds) + " to rebuild") +
                   unmet_text(m_counts.unmet) + ".\n");
    }
  }

 private:
  TextSink& m_sink;
  Colours m_colours;
  RunCounts m_counts;
  std::size_t m_rebuilds = 0;
  bool m_first = true;
  bool m_drifted = false;
};

}  // namespace

std::unique_ptr<View<TargetRun>> check_text_view(TextSink& sink, const ViewSettings& settings) {
  return std::make_unique<CheckTextView>(sink, settings.colours);
}

}  // namespace trustctl
