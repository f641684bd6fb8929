#include "engine/render/render_plan.hpp"

#include <map>

#include "engine/json/json_writer.hpp"
#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_target.hpp"

namespace trustctl {

namespace {

struct Sign {
  std::string_view text;
  Colour colour;
};

Sign sign_of(const Change& change) {
  if (std::holds_alternative<Add>(change)) {
    return {"+", Colour::green};
  }
  return std::holds_alternative<Update>(change) ? Sign{"~", Colour::yellow}
                                                : Sign{"-", Colour::red};
}

std::string change_text(const PlannedChange& planned, Colours colours) {
  constexpr std::size_t details_indent = 6;
  const Sign sign = sign_of(planned.change);
  std::string label = escape(certificate_of(planned.change).label());
  label += planned.drift == Drift::misplaced ? " (misplaced)" : "";
  // The sign is painted after the line is laid out: a colour takes no cells.
  const std::string line =
      left_and_right("  " + std::string(sign.text) + " " + label, declared_line(planned));
  return "  " + paint(sign.text, sign.colour, colours) + line.substr(2 + sign.text.size()) + '\n' +
         change_details(planned, details_indent);
}

std::string changes_text(std::span<const PlannedChange> changes, Colours colours) {
  std::string text;
  for (const auto& [store, planned] : by_store(changes)) {
    text += "\n  " + store_heading(store, colours);
    for (const PlannedChange* change : planned) {
      text += change_text(*change, colours);
    }
  }
  return text;
}

// "  Root: 12 as declared", a line a store.
std::string compared_text(std::span<const Reliance> relied_on) {
  struct Counts {
    std::size_t all = 0;
    std::size_t nobodys = 0;
  };
  std::map<StoreName, Counts> stores;
  for (const Reliance& reliance : relied_on) {
    Counts& counts = stores[reliance.store];
    ++counts.all;
    counts.nobodys += reliance.nobodys ? 1U : 0U;
  }
  std::string text;
  for (const auto& [store, counts] : stores) {
    text += "  " + store.text() + ": " + std::to_string(counts.all) + " as declared" +
            nobodys_text(counts.nobodys) + "\n";
  }
  return text;
}

// What a person must know beside the changes, after an empty line where there is anything.
std::string other_text(const Plan& plan, Colours colours) {
  std::string text = remarks_text(plan.findings, colours);
  for (const Refusal& refusal : plan.refusals) {
    text += paint("refused", Colour::red, colours) + ": " + escape(refusal.message) + '\n';
  }
  if (!plan.refusals.empty() && !plan.blocked() && !hurried_text(plan).empty()) {
    text += paint("urgent", Colour::yellow, colours) + ": " + hurried_text(plan).substr(2) + '\n';
  }
  text += blocked_text(plan, colours);
  return text.empty() ? text : '\n' + text;
}

std::string planned_text(const TargetRun& run, Colours colours) {
  return target_heading(run.label, colours) +
         (run.plan.changes.empty() ? compared_text(run.plan.relied_on)
                                   : changes_text(run.plan.changes, colours)) +
         rebuild_text(run.plan, colours) + other_text(run.plan, colours);
}

// "No changes." is the first line of all, so that what is said of the targets waits for it.
class PlanTextView : public View<TargetRun> {
 public:
  PlanTextView(TextSink& sink, Colours colours) : m_sink(sink), m_colours(colours) {}

  void begin(const DocumentHead&) override {}

  void add(const TargetRun& run) override {
    if (run.errors.empty()) {
      m_counts += counts_of(run.plan);
      m_refused = m_refused || !run.plan.refusals.empty();
      m_rebuilds += run.plan.needs_rebuild ? 1U : 0U;
      m_text += (m_text.empty() ? "" : "\n") + planned_text(run, m_colours);
    }
  }

  void end(const DocumentTail&) override {
    if (!m_text.empty()) {
      m_sink.write(whole());
    }
  }

 private:
  std::string whole() const {
    if (m_counts.changes() != 0 || m_rebuilds != 0) {
      return m_text + '\n' + summary();
    }
    // (A saved plan can be refused for what has moved, and then nobody knows what would change.)
    return m_refused ? m_text : "No changes" + unmet_text(m_counts.unmet) + ".\n\n" + m_text;
  }

  std::string summary() const {
    return "Plan: " + std::to_string(m_counts.adds) + " to add, " +
           std::to_string(m_counts.updates) + " to change, " + std::to_string(m_counts.removes) +
           " to remove" +
           (m_rebuilds == 0 ? "" : ", " + std::to_string(m_rebuilds) + " to rebuild") +
           unmet_text(m_counts.unmet) + ".\n";
  }

  TextSink& m_sink;
  Colours m_colours;
  RunCounts m_counts;
  std::size_t m_rebuilds = 0;
  bool m_refused = false;
  std::string m_text;
};

}  // namespace

std::unique_ptr<View<TargetRun>> plan_text_view(TextSink& sink, const ViewSettings& settings) {
  return std::make_unique<PlanTextView>(sink, settings.colours);
}

}  // namespace trustctl
