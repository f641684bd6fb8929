#include "cli/read_target.hpp"

#include "cli/builtin_targets.hpp"
#include "engine/operation/planner.hpp"

namespace trustctl {

namespace {

// A custom name is a store's as good as any, where the target has it.
Result<void> check_names(const Selection& selection, const TargetState& state) {
  if (!selection.stores.has_value()) {
    return {};
  }
  for (const StoreName& store : *selection.stores) {
    if (!store.well_known() && state.find(store) == state.end()) {
      return tl::unexpected(Error{ErrorCode::not_found, unknown_store(store)});
    }
  }
  return {};
}

}  // namespace

Result<TargetState> read_state(const TargetDeclaration& target, const Selection& selection) {
  BuiltinTargets targets;
  const auto provider = targets.open(target);
  return provider ? (*provider)->read(selection)
                  : Result<TargetState>(tl::unexpected(provider.error()));
}

Result<TargetState> read_target(const TargetDeclaration& target, const Selection& selection) {
  auto state = read_state(target, selection);
  if (!state) {
    return state;
  }
  if (state->empty()) {
    const TargetTraits traits = BuiltinTargets().traits_of(target);
    const auto whole = selection.stores.has_value() ? read_state(target, {}) : state;
    if (whole.has_value() && is_missing(traits, *whole)) {
      return tl::unexpected(no_stores(traits.label));
    }
  }
  if (auto good = check_names(selection, *state); !good) {
    return tl::unexpected(good.error());
  }
  return state;
}

}  // namespace trustctl
