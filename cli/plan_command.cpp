#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/error_stream.hpp"
#include "cli/manifest_source.hpp"
#include "engine/operation/requests.hpp"
#include "engine/render/formats.hpp"
#include "engine/render/saved_plan_view.hpp"

namespace trustctl {

ExitCode run_plan(const Options& options, Output& output) {
  BuiltinTargets targets(options);
  const DiskFileReader files;
  auto input = load_manifest(manifest_path(options), options, ExtraTargets::refused);
  const PlanRequest request{head_of(options, input), std::move(input.manifest),
                            options.adopt ? Adoption::adopt : Adoption::leave};

  ErrorStream errors(output, targets.progress(), ErrorStream::Refusals::shown_elsewhere);
  const auto shown = make_view<TargetRun>(options.format, "plan", output, output.view_settings());
  TextBuffer saved;
  SavedPlanView saved_view(saved);
  Views<TargetRun> views{&errors, shown.get(), options.out.has_value() ? &saved_view : nullptr};
  const RunTotals totals = plan(request, {targets, files}, views);

  if (options.out.has_value() && !saved.text().empty()) {
    if (auto written = output.write_to(*options.out, saved.text()); !written) {
      output.error(written.error());
      return ExitCode::error;
    }
  }
  return exit_code_of(totals.verdict(),
                      options.detailed_exitcode ? ExitRule::detailed_plan : ExitRule::plan);
}

}  // namespace trustctl
