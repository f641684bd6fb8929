#include "engine/render/render_check.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "engine/render/change_lines.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/json_writer.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_properties.hpp"

namespace trustctl {

namespace {

constexpr std::array<Drift, 4> kinds = {Drift::missing, Drift::unexpected, Drift::misplaced,
                                        Drift::different};

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

std::size_t count(const Plan& plan, Drift drift) {
  return static_cast<std::size_t>(
      std::count_if(plan.changes.begin(), plan.changes.end(),
                    [drift](const PlannedChange& planned) { return planned.drift == drift; }));
}

std::size_t count_stores(const Plan& plan) {
  std::set<StoreName> stores;
  for (const Reliance& reliance : plan.relied_on) {
    stores.insert(reliance.store);
  }
  return stores.size();
}

std::string counted(std::size_t number, const std::string& noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
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

std::string findings_text(const Plan& plan, Colours colours) {
  std::string text;
  for (const Finding& finding : plan.findings) {
    if (!stands_in_the_way(finding)) {
      text += finding_text(finding, colours);
    }
  }
  return text.empty() ? text : '\n' + text;
}

std::string target_text(const TargetPlan& target, Colours colours) {
  if (target.plan.in_sync() && !target.plan.blocked()) {
    return "In sync: " + counted(target.plan.relied_on.size(), "certificate") + " in " +
           counted(count_stores(target.plan), "store") + " of " + escape(target.target.name) +
           (target.absences == 0
                ? ""
                : ", and " + std::to_string(target.absences) + " absent as declared") +
           ".\n" + findings_text(target.plan, colours);
  }
  std::string text = target_heading(target.target, colours);
  for (const auto& [store, planned] : by_store(target.plan.changes)) {
    text += "\n  " + store_heading(store, colours);
    for (const PlannedChange* change : planned) {
      text += entry_text(*change, colours);
    }
  }
  const std::string blocked = blocked_text(target.plan, colours);
  return text + findings_text(target.plan, colours) + (blocked.empty() ? "" : '\n' + blocked);
}

std::string summary(std::span<const TargetPlan> plans) {
  std::string text;
  std::size_t unmet = 0;
  for (const Drift kind : kinds) {
    std::size_t number = 0;
    for (const TargetPlan& target : plans) {
      number += count(target.plan, kind);
    }
    text += (text.empty() ? "Drift: " : ", ") + std::to_string(number) + ' ';
    text += to_string(kind);
  }
  for (const TargetPlan& target : plans) {
    unmet += count_unmet(target.plan.findings);
  }
  return text + unmet_text(unmet) + ".\n";
}

bool drifted(const TargetPlan& target) { return !target.plan.in_sync(); }

void write_actual_and_declared(JsonWriter& json, const PlannedChange& planned) {
  const auto write = [&json](std::string_view name, const Properties* properties) {
    json.key(name);
    if (properties == nullptr) {
      json.null();
      return;
    }
    json.begin_object();
    write_properties(json, *properties);
    json.end_object();
  };
  const auto* add = std::get_if<Add>(&planned.change);
  const auto* update = std::get_if<Update>(&planned.change);
  const auto* remove = std::get_if<Remove>(&planned.change);
  write("actual", update != nullptr   ? &update->before
                  : remove != nullptr ? &remove->before
                                      : nullptr);
  write("declared", add != nullptr ? &add->after : update != nullptr ? &update->after : nullptr);
}

void write_drift(JsonWriter& json, const PlannedChange& planned) {
  json.begin_object();
  json.member("drift", to_string(planned.drift));
  json.member("store", store_of(planned.change).text());
  write_identity(json, certificate_of(planned.change));
  json.member("cause", planned.cause);
  write_actual_and_declared(json, planned);
  write_place(json, "where", planned.declared_at);
  json.end_object();
}

void write_target_plan(JsonWriter& json, const TargetPlan& target) {
  json.begin_object();
  write_target(json, target.target);
  json.key("in_sync");
  json.boolean(target.plan.in_sync() && !target.plan.blocked());
  json.key("as_declared");
  json.number(static_cast<std::int64_t>(target.plan.relied_on.size()));
  json.key("drift");
  json.begin_array();
  for (const PlannedChange& planned : target.plan.changes) {
    write_drift(json, planned);
  }
  json.end_array();
  write_findings(json, target.plan.findings);
  write_errors(json, target.plan.unreadable);
  json.end_object();
}

}  // namespace

std::string check_text(std::span<const TargetPlan> plans, Colours colours) {
  std::string text;
  for (const TargetPlan& target : plans) {
    text += (text.empty() ? "" : "\n") + target_text(target, colours);
  }
  if (std::any_of(plans.begin(), plans.end(), drifted)) {
    text += '\n' + summary(plans);
  }
  return text;
}

std::string check_json(std::span<const TargetPlan> plans, std::span<const Error> errors) {
  JsonWriter json;
  json.begin_object();
  json.member("format_version", "1.0");
  json.member("kind", "trustctl-check");
  json.key("in_sync");
  json.boolean(errors.empty() && std::all_of(plans.begin(), plans.end(), [](const auto& target) {
                 return target.plan.in_sync() && !target.plan.blocked();
               }));
  json.key("targets");
  json.begin_array();
  for (const TargetPlan& target : plans) {
    write_target_plan(json, target);
  }
  json.end_array();
  write_errors(json, errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
