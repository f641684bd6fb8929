#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/output.hpp"
#include "cli/read_target.hpp"
#include "cli/target_option.hpp"
#include "engine/render/formats.hpp"

namespace trustctl {

namespace {

Result<ShownTarget> read_shown(const TargetDeclaration& target, const Options& options) {
  Selection selection;
  if (!options.stores.empty()) {
    selection.stores = options.stores;
  }
  auto state = read_target(target, selection);
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
  const auto view = make_view<ShownTarget>(options.format, "show", output, output.view_settings());
  DocumentTail tail;
  ExitCode code = ExitCode::done;
  view->begin(document_head(options));
  const auto targets = named_targets(options);
  tail.errors = targets ? std::vector<Error>() : targets.error();
  for (const TargetDeclaration& target : targets.value_or(std::vector<TargetDeclaration>())) {
    if (auto read = read_shown(target, options); read.has_value()) {
      const std::vector<Error> stores = unreadable(*read);
      output.errors(stores);
      code = stores.empty() ? code : ExitCode::error;
      view->add(*read);
    } else {
      tail.errors.push_back(read.error());
    }
  }
  output.errors(tail.errors);
  view->end(tail);
  return tail.errors.empty() ? code : ExitCode::error;
}

}  // namespace trustctl
