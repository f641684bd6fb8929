#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "cli/read_target.hpp"
#include "engine/render/render_show.hpp"

namespace trustctl {

namespace {

Result<ShownTarget> read_shown(const TargetDeclaration& target, const Options& options) {
  Selection selection;
  if (!options.stores.empty()) {
    selection.stores = options.stores;
  }
  auto state = read_target(target, selection, options);
  if (!state) {
    return tl::unexpected(state.error());
  }
  for (const StoreName& store : options.stores) {
    state->emplace(store, StoreContents());  // asked for: shown though it is empty
  }
  return ShownTarget{label_of(target), std::move(*state)};
}

std::vector<Error> unreadable(const ShownTarget& target) {
  std::vector<Error> errors;
  for (const auto& [store, contents] : target.state) {
    if (!contents.has_value()) {
      errors.push_back(contents.error());
    }
  }
  return errors;
}

}  // namespace

ExitCode run_show(const Options& options, Output& output) {
  const auto targets = named_targets(options);
  if (!targets) {
    output.errors(targets.error());
    if (options.format == Format::json) {
      output.result(show_json({}, judged_time(options), targets.error()));
    }
    return ExitCode::error;
  }
  std::vector<ShownTarget> shown;
  std::vector<Error> errors;
  ExitCode code = ExitCode::done;
  for (const TargetDeclaration& target : *targets) {
    auto read = read_shown(target, options);
    if (!read) {
      errors.push_back(read.error());
      continue;
    }
    const std::vector<Error> stores = unreadable(*read);
    output.errors(stores);
    code = stores.empty() ? code : ExitCode::error;
    shown.push_back(std::move(*read));
  }
  output.errors(errors);
  const Time now = judged_time(options);
  output.result(options.format == Format::json ? show_json(shown, now, errors)
                                               : show_text(shown, now, output.colours()));
  return errors.empty() ? code : ExitCode::error;
}

}  // namespace trustctl
