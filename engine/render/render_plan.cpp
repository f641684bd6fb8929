#include "engine/render/render_plan.hpp"

#include <algorithm>
#include <map>

#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/json_writer.hpp"
#include "engine/render/render_finding.hpp"

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
  std::map<StoreName, std::size_t> counts;
  for (const Reliance& reliance : relied_on) {
    ++counts[reliance.store];
  }
  std::string text;
  for (const auto& [store, count] : counts) {
    text += "  " + store.text() + ": " + std::to_string(count) + " as declared\n";
  }
  return text;
}

// What a person must know beside the changes, after an empty line where there is anything.
std::string remarks_text(const Plan& plan, Colours colours) {
  std::string text;
  for (const Finding& finding : plan.findings) {
    if (!stands_in_the_way(finding)) {
      text += finding_text(finding, colours);
    }
  }
  for (const Refusal& refusal : plan.refusals) {
    text += paint("refused", Colour::red, colours) + ": " + escape(refusal.message) + '\n';
  }
  text += blocked_text(plan, colours);
  return text.empty() ? text : '\n' + text;
}

std::string target_text(const TargetPlan& target, Colours colours) {
  return target_heading(target.target, colours) +
         (target.plan.changes.empty() ? compared_text(target.plan.relied_on)
                                      : changes_text(target.plan.changes, colours)) +
         remarks_text(target.plan, colours);
}

std::string summary(const ChangeCounts& counts, std::size_t unmet) {
  return "Plan: " + std::to_string(counts.adds) + " to add, " + std::to_string(counts.updates) +
         " to change, " + std::to_string(counts.removes) + " to remove" + unmet_text(unmet) + ".\n";
}

}  // namespace

ChangeCounts count_changes(std::span<const PlannedChange> changes) {
  ChangeCounts counts;
  for (const PlannedChange& planned : changes) {
    counts.adds += std::holds_alternative<Add>(planned.change) ? 1U : 0U;
    counts.updates += std::holds_alternative<Update>(planned.change) ? 1U : 0U;
    counts.removes += std::holds_alternative<Remove>(planned.change) ? 1U : 0U;
  }
  return counts;
}

std::string plan_text(std::span<const TargetPlan> plans, Colours colours) {
  ChangeCounts total;
  std::size_t unmet = 0;
  bool refused = false;
  std::string text;
  for (const TargetPlan& plan : plans) {
    const ChangeCounts counts = count_changes(plan.plan.changes);
    total.adds += counts.adds;
    total.updates += counts.updates;
    total.removes += counts.removes;
    unmet += count_unmet(plan.plan.findings);
    refused = refused || !plan.plan.refusals.empty();
    text += (text.empty() ? "" : "\n") + target_text(plan, colours);
  }
  if (total.adds + total.updates + total.removes == 0) {
    // (A saved plan can be refused for what has moved, and then nobody knows what would change.)
    return (refused ? "" : "No changes" + unmet_text(unmet) + ".\n") +
           (text.empty() || refused ? text : '\n' + text);
  }
  return text + '\n' + summary(total, unmet);
}

std::string no_plan_json(std::span<const Error> errors) {
  JsonWriter json;
  json.begin_object();
  json.member("format_version", "1.0");
  json.member("kind", "trustctl-plan");
  json.key("plans");
  json.begin_array();
  json.end_array();
  write_errors(json, errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
