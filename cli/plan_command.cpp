#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"

namespace trustctl {

namespace {

ExitCode exit_code(const Planning& planning, const std::vector<Error>& errors,
                   const Options& options) {
  ExitCode code = errors.empty() ? ExitCode::done : ExitCode::error;
  for (const TargetPlan& target : planning.plans) {
    if (!target.plan.refusals.empty()) {
      code = graver(code, ExitCode::refused);
    }
    if (options.detailed_exitcode && !target.plan.in_sync()) {
      code = graver(code, ExitCode::differences);
    }
  }
  return code;
}

}  // namespace

ExitCode run_plan(const Options& options, Output& output) {
  const Planning planning =
      plan_manifest(load_manifest(manifest_path(options), options, ExtraTargets::refused), options,
                    judged_time(options));
  const std::vector<Error> errors = all_errors(planning);
  output.errors(errors);
  if (planning.plans.empty()) {
    if (options.format == Format::json) {
      output.result(no_plan_json(errors));
    }
    return ExitCode::error;
  }
  if (options.format == Format::json || options.out.has_value()) {
    const std::string saved = write_plan_file(savable(planning));
    if (options.format == Format::json) {
      output.result(saved);
    }
    if (options.out.has_value()) {
      if (auto written = output.write_to(*options.out, saved); !written) {
        output.error(written.error());
        return ExitCode::error;
      }
    }
  }
  if (options.format == Format::text) {
    output.result(plan_text(planning.plans, output.colours()));
  }
  return exit_code(planning, errors, options);
}

}  // namespace trustctl
