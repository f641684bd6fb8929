#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/output.hpp"
#include "cli/process.hpp"
#include "cli/read_target.hpp"
#include "providers/snapshot/snapshot_file.hpp"

namespace trustctl {

ExitCode run_snapshot(const Options& options, Output& output) {
  const auto targets = named_targets(options);
  if (!targets) {
    output.errors(targets.error());
    return ExitCode::error;
  }
  const TargetDeclaration& target = targets->front();
  Selection everything;
  everything.detail = Detail::raw;
  const auto state = read_target(target, everything);
  if (!state) {
    output.error(state.error());
    return ExitCode::error;
  }
  output.write(write_snapshot(*state, {TRUSTCTL_VERSION, host_name(), operating_system(),
                                       judged_time(options), place_of(target)}));
  ExitCode code = ExitCode::done;
  for (const auto& [store, contents] : *state) {
    if (!contents.has_value()) {
      output.error(contents.error());
      code = ExitCode::error;
    }
  }
  return code;
}

}  // namespace trustctl
