#include <algorithm>

#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "cli/read_target.hpp"
#include "engine/render/render_check.hpp"

namespace trustctl {

namespace {

bool reaches(const Plan& plan, Level level) {
  return std::any_of(plan.findings.begin(), plan.findings.end(),
                     [level](const Finding& finding) { return finding.level >= level; });
}

// Where there are no stores nothing is in sync: the target is misspelt, or the manifest's absences
// prove nothing of it. What is declared to be there and is missing is drift as anywhere.
void refuse_missing_targets(Planning& planning) {
  for (std::size_t i = planning.plans.size(); i-- > 0;) {
    if (planning.targets[i].missing && planning.plans[i].plan.in_sync()) {
      planning.errors.insert(planning.errors.begin(), no_stores(planning.plans[i].target));
      const auto at = static_cast<std::ptrdiff_t>(i);
      planning.plans.erase(planning.plans.begin() + at);
      planning.targets.erase(planning.targets.begin() + at);
    }
  }
}

ExitCode exit_code(const Planning& planning, const std::vector<Error>& errors,
                   const Options& options) {
  ExitCode code = errors.empty() ? ExitCode::done : ExitCode::error;
  for (const TargetPlan& target : planning.plans) {
    const bool noteworthy = options.fail_on.has_value() && reaches(target.plan, *options.fail_on);
    if (!target.plan.in_sync() || noteworthy) {
      code = graver(code, ExitCode::differences);
    }
  }
  return code;
}

}  // namespace

ExitCode run_check(const Options& options, Output& output) {
  Planning planning =
      plan_manifest(load_manifest(manifest_path(options), options, ExtraTargets::allowed), options,
                    judged_time(options));
  refuse_missing_targets(planning);
  const std::vector<Error> errors = all_errors(planning);
  output.errors(errors);
  if (options.format == Format::json) {
    output.result(check_json(planning.plans, planning.errors));
  } else {
    output.result(check_text(planning.plans, output.colours()));
  }
  return exit_code(planning, errors, options);
}

}  // namespace trustctl
