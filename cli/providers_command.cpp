#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/render/formats.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

ProviderDescription described(const ProviderInfo& info) {
  ProviderDescription description{info.name, info.summary,         info.holds,
                                  {},        info.location_option, info.unavailable};
  for (const ProviderOption& option : info.options) {
    description.options.push_back({option.name, option.help, option.required});
  }
  return description;
}

}  // namespace

ExitCode run_providers(const Options& options, Output& output) {
  const auto view =
      make_view<ProviderDescription>(options.format, "providers", output, output.view_settings());
  view->begin(document_head(options));
  for (const ProviderInfo& info : builtin_providers()) {
    view->add(described(info));
  }
  view->end({});
  return ExitCode::done;
}

}  // namespace trustctl
