#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/disk_file_reader.hpp"
#include "cli/error_stream.hpp"
#include "cli/manifest_source.hpp"
#include "engine/apply/invert.hpp"
#include "engine/apply/journal_json.hpp"
#include "engine/operation/requests.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/render/formats.hpp"
#include "engine/render/saved_plan_view.hpp"

namespace trustctl {

namespace {

// The way back from a record of the journal, as a plan that was saved before.
Result<std::vector<SavedPlan>> undo_of(const Options& options) {
  if (!options.arguments.empty() || !options.targets.empty() || options.adopt ||
      options.max_removals.has_value()) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input,
              "--undo takes all from the record: leave out the manifest, --target, --adopt and "
              "--max-removals"});
  }
  constexpr std::size_t largest_record = std::size_t{1} << 30U;
  const auto bytes = read_regular_file(*options.undo, largest_record);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  const auto record = read_journal_text(as_text(*bytes));
  if (!record) {
    return tl::unexpected(
        Error{record.error().code,
              *options.undo + ": it is no record of the journal: " + record.error().message});
  }
  const Circumstances& of = record->begin.circumstances;
  return std::vector{SavedPlan{of.target, of.site, invert(*record)}};
}

RunTotals show_plan(const Options& options, const Outside& outside, View<TargetRun>& view) {
  if (options.undo.has_value()) {
    ApplyRequest request{document_head(options), undo_of(options)};
    request.head.manifest = *options.undo;
    return preview(request, outside, view);
  }
  auto input = load_manifest(manifest_path(options), options, ExtraTargets::refused);
  const PlanRequest request{head_of(options, input), std::move(input.manifest),
                            options.adopt ? Adoption::adopt : Adoption::leave};
  return plan(request, outside, view);
}

}  // namespace

ExitCode run_plan(const Options& options, Output& output) {
  BuiltinTargets targets;
  const DiskFileReader files;

  ErrorStream errors(output, targets.progress(), ErrorStream::Refusals::shown_elsewhere);
  const auto shown = make_view<TargetRun>(options.format, "plan", output, output.view_settings());
  TextBuffer saved;
  SavedPlanView saved_view(saved);
  Views<TargetRun> views{&errors, shown.get(), options.out.has_value() ? &saved_view : nullptr};
  const RunTotals totals = show_plan(options, {targets, files}, views);

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
