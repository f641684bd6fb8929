#include "cli/read_target.hpp"

#include <algorithm>
#include <memory>

#include "cli/manifest_source.hpp"
#include "cli/progress.hpp"
#include "cli/target_option.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// A custom name is a store's as good as any, where the target has it.
Result<void> check_names(const Selection& selection, const TargetState& state) {
  if (!selection.stores.has_value()) {
    return {};
  }
  for (const StoreName& store : *selection.stores) {
    const std::string_view meant = nearly_well_known(store);
    if (!meant.empty() && state.find(store) == state.end()) {
      return tl::unexpected(Error{
          ErrorCode::not_found,
          "unknown store '" + store.text() + "'; did you mean '" + std::string(meant) + "'?"});
    }
  }
  return {};
}

// Where the provider must be told a place, as of a folder or a file: a computer has its own stores.
bool has_a_place(const TargetDeclaration& target) {
  const auto providers = builtin_providers();
  return std::any_of(providers.begin(), providers.end(), [&target](const ProviderInfo& info) {
    return info.name == target.provider.value &&
           std::any_of(info.options.begin(), info.options.end(),
                       [&info](const ProviderOption& option) {
                         return option.required && option.name == info.location_option;
                       });
  });
}

}  // namespace

bool is_missing(const TargetDeclaration& target, const TargetState& whole) {
  return whole.empty() && has_a_place(target);
}

Result<TargetState> read_state(const TargetDeclaration& target, const Selection& selection,
                               const Options& options) {
  TerminalProgress progress;
  const auto provider = make_provider(target, {state_directory(options).value_or(""), &progress});
  return provider ? (*provider)->read(selection)
                  : Result<TargetState>(tl::unexpected(provider.error()));
}

Result<TargetState> read_target(const TargetDeclaration& target, const Selection& selection,
                                const Options& options) {
  auto state = read_state(target, selection, options);
  if (!state) {
    return state;
  }
  if (state->empty()) {
    const auto whole = selection.stores.has_value() ? read_state(target, {}, options) : state;
    if (whole.has_value() && is_missing(target, *whole)) {
      return tl::unexpected(no_stores(label_of(target)));
    }
  }
  if (auto good = check_names(selection, *state); !good) {
    return tl::unexpected(good.error());
  }
  return state;
}

Error no_stores(const TargetLabel& target) {
  const std::string place = target.provider + ':' + target.location;
  return {ErrorCode::not_found, target.name + (target.name == place ? "" : " (" + place + ')') +
                                    " has no stores; see whether it is the right place"};
}

}  // namespace trustctl
