#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/error_stream.hpp"
#include "cli/manifest_source.hpp"
#include "engine/operation/requests.hpp"
#include "engine/render/formats.hpp"

namespace trustctl {

ExitCode run_check(const Options& options, Output& output) {
  BuiltinTargets targets;
  const DiskFileReader files;
  auto input = load_manifest(manifest_path(options), options, ExtraTargets::allowed);
  const CheckRequest request{head_of(options, input), std::move(input.manifest), options.fail_on};

  ErrorStream errors(output, targets.progress(), ErrorStream::Refusals::shown_elsewhere);
  const auto shown = make_view<TargetRun>(options.format, "check", output, output.view_settings());
  Views<TargetRun> views{&errors, shown.get()};
  const RunTotals totals = check(request, {targets, files}, views);
  return exit_code_of(totals.verdict(), ExitRule::check);
}

}  // namespace trustctl
