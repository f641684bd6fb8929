#include <algorithm>
#include <chrono>
#include <string>

#include "cli/commands.hpp"
#include "cli/document_kind.hpp"
#include "cli/log.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "engine/apply/apply_plan.hpp"
#include "engine/apply/file_journal.hpp"
#include "engine/manifest/text_form.hpp"
#include "engine/platform/console.hpp"
#include "engine/render/render_apply.hpp"
#include "engine/render/render_finding.hpp"

namespace trustctl {

namespace {

Planning failed(Error error) {
  Planning planning;
  planning.errors.push_back(std::move(error));
  return planning;
}

Planning plan_from_file(std::string_view text, const std::string& path, const Options& options) {
  if (!options.targets.empty() || options.adopt || options.max_removals.has_value()) {
    return failed({ErrorCode::invalid_input,
                   path + " is a saved plan and is applied as it is: --target, --adopt and "
                          "--max-removals belong to the 'trustctl plan' that makes it"});
  }
  auto saved = read_plan_file(text);
  if (!saved) {
    return failed({saved.error().code, path + ": " + saved.error().message});
  }
  return plan_saved(std::move(*saved), options);
}

Planning make_planning(const Options& options, Time now) {
  const std::string path = manifest_path(options);
  const auto text =
      read_manifest(path, options, options.what_if ? Writers::anybody : Writers::only_ours);
  if (!text) {
    return failed(text.error());
  }
  if (is_saved_plan(as_text(*text))) {
    return plan_from_file(without_byte_order_mark(as_text(*text)), path, options);
  }
  return plan_manifest(manifest_from(as_text(*text), path, options, ExtraTargets::refused), options,
                       now);
}

bool applicable(const Plan& plan) {
  return !plan.changes.empty() && plan.refusals.empty() && !plan.blocked();
}

bool anything_to_apply(const Planning& planning) {
  return std::any_of(planning.plans.begin(), planning.plans.end(),
                     [](const TargetPlan& target) { return applicable(target.plan); });
}

// Shows what would be done and asks. Only 'yes' is yes.
Result<void> confirm(const Planning& planning, Output& output) {
  if (!is_terminal(StandardStream::input)) {
    return tl::unexpected(Error{ErrorCode::refused,
                                "not confirmed: there is no terminal to ask on; run with --yes to "
                                "apply without being asked"});
  }
  constexpr std::string_view question =
      "\nDo you want to apply these changes? Only 'yes' is accepted: ";
  if (output.result_is_seen()) {
    output.result(question);
    output.show_result_so_far();
  } else {
    output.aside(plan_text(planning.plans, output.side_colours()) + std::string(question));
  }
  const auto answer = read_line();
  if (answer != "yes") {
    return tl::unexpected(Error{ErrorCode::refused, "not confirmed: nothing was changed"});
  }
  return {};
}

ApplyReport not_begun(const Plan& plan) { return {plan.target, {}, std::nullopt, ""}; }

std::vector<AppliedTarget> apply_all(Planning& planning, FileJournal& journal,
                                     const Options& options, Time now) {
  std::vector<AppliedTarget> applied;
  for (std::size_t i = 0; i < planning.plans.size(); ++i) {
    const Plan& plan = planning.plans[i].plan;
    const PlannedTarget& target = planning.targets[i];
    const ApplyContext context{now,
                               place_of(target.declaration),
                               target.site,
                               {std::chrono::steady_clock::now() + options.lock_timeout}};
    log_event("applying to " + plan.target);
    applied.push_back(
        {planning.plans[i].target,
         applicable(plan) ? apply_plan(plan, *target.provider, journal, context) : not_begun(plan),
         plan.findings, plan.refusals, plan.unreadable, ""});
    if (const std::string& id = applied.back().report.journal_id; !id.empty()) {
      applied.back().journal_file = absolute_path(journal.path_of(id));
    }
  }
  return applied;
}

ExitCode exit_code_of(const ApplyReport& report) {
  ExitCode code = report.done() ? ExitCode::done : ExitCode::error;
  if (report.failure.has_value()) {
    // Refused is only what has changed nothing.
    const ErrorCode why = report.failure->code;
    const bool refused = why == ErrorCode::stale || why == ErrorCode::refused;
    code = refused && !report.changed_anything() ? ExitCode::refused : ExitCode::error;
  } else if (report.partial()) {
    code = ExitCode::partial;
  }
  return code;
}

// What the plans alone say: errors, guards that forbid.
ExitCode exit_code_of(const Planning& planning, const std::vector<Error>& errors) {
  ExitCode code = errors.empty() ? ExitCode::done : ExitCode::error;
  for (const TargetPlan& target : planning.plans) {
    code = target.plan.refusals.empty() ? code : graver(code, ExitCode::refused);
  }
  return code;
}

ExitCode report(const std::vector<AppliedTarget>& applied, const Planning& planning,
                const Options& options, Output& output, ExitCode code) {
  for (const AppliedTarget& target : applied) {
    output.errors(apply_errors(target));
    code = graver(code, exit_code_of(target.report));
    code = count_unmet(target.findings) == 0 ? code : graver(code, ExitCode::differences);
  }
  output.if_lost(apply_text(applied, output.side_colours()));
  if (options.format == Format::json) {
    output.result(apply_json(applied, planning.errors));
  } else {
    const std::string text = apply_text(applied, output.colours());
    output.result(text.empty() ? text : '\n' + text);
  }
  return code;
}

// Nothing was begun, and why.
void give_up(const Error& why, Planning& planning, const Options& options, Output& output) {
  output.error(why);
  if (options.format == Format::json) {
    std::vector<AppliedTarget> left;
    for (const auto& [target, plan, absences] : planning.plans) {
      left.push_back({target, not_begun(plan), plan.findings, plan.refusals, plan.unreadable, ""});
    }
    planning.errors.push_back(why);
    output.result(apply_json(left, planning.errors));
  }
}

void tell_refusals(const Planning& planning, Output& output) {
  for (const TargetPlan& target : planning.plans) {
    for (const Refusal& refusal : target.plan.refusals) {
      output.error({ErrorCode::refused,
                    "target " + target.target.name + " is left alone: " + refusal.message});
    }
  }
}

}  // namespace

ExitCode run_apply(const Options& options, Output& output) {
  const Time now = judged_time(options);
  Planning planning = make_planning(options, now);
  const std::vector<Error> errors = all_errors(planning);
  output.errors(errors);
  const ExitCode before = exit_code_of(planning, errors);
  if (options.format == Format::text && !planning.plans.empty()) {
    output.result(plan_text(planning.plans, output.colours()));
  }
  if (options.what_if) {
    if (options.format == Format::json) {
      output.result(planning.plans.empty() ? no_plan_json(errors)
                                           : write_plan_file(savable(planning)));
    }
    return before;
  }
  tell_refusals(planning, output);
  if (anything_to_apply(planning) && !output.has_place()) {
    return ExitCode::error;
  }
  if (anything_to_apply(planning) && !options.yes) {
    if (auto confirmed = confirm(planning, output); !confirmed) {
      give_up(confirmed.error(), planning, options, output);
      return graver(before, ExitCode::refused);
    }
  }
  const auto state = state_directory(options);
  if (anything_to_apply(planning) && !state) {
    give_up(state.error(), planning, options, output);
    return ExitCode::error;
  }
  FileJournal journal(state.value_or(""));
  const auto applied = apply_all(planning, journal, options, now);
  planning.progress->clear();
  return report(applied, planning, options, output, before);
}

}  // namespace trustctl
