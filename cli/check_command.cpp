#include <algorithm>

#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "engine/render/render_check.hpp"

namespace trustctl {

namespace {

bool reaches(const Plan& plan, Level level) {
  return std::any_of(plan.findings.begin(), plan.findings.end(),
                     [level](const Finding& finding) { return finding.level >= level; });
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
  const Planning planning =
      plan_manifest(load_manifest(manifest_path(options), options, ExtraTargets::allowed), options,
                    judged_time(options));
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
