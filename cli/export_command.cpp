#include "cli/builtin_targets.hpp"
#include "cli/certificate_argument.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/new_folder.hpp"
#include "cli/output.hpp"
#include "cli/read_target.hpp"
#include "engine/capture/chain_in_stores.hpp"
#include "engine/render/render_export.hpp"

namespace trustctl {

namespace {

// What was read of the targets, and what could not be. A chain that is complete without the latter
// is complete; one that is not may be so because of them.
struct Searched {
  std::vector<TargetState> states;
  std::vector<std::string> names;  // one a state
  std::vector<Error> errors;
};

Searched read_targets(const Options& options) {
  Searched searched;
  const auto targets = chosen_targets(options);
  if (!targets) {
    searched.errors = targets.error();
    return searched;
  }
  for (const TargetDeclaration& target : *targets) {
    auto state = read_target(target, Selection());
    if (!state) {
      searched.errors.push_back(state.error());
      continue;
    }
    for (const auto& [store, contents] : *state) {
      if (!contents.has_value()) {
        searched.errors.push_back(contents.error());
      }
    }
    searched.states.push_back(std::move(*state));
    searched.names.push_back(target.name);
  }
  return searched;
}

Result<std::vector<ExportedFile>> chain_files(const Options& options, const Searched& searched) {
  const auto named = named_certificate(options.arguments.front(), options, searched.states);
  if (!named) {
    return tl::unexpected(named.error());
  }
  const auto path = chain_in_stores(
      named->certificate, {searched.states, searched.names, named->beside}, judged_time(options));
  if (!path) {
    return tl::unexpected(path.error());
  }
  return export_chain(path->certificates, options.export_format);
}

Result<void> write(const std::string& folder, const std::vector<ExportedFile>& files) {
  std::vector<NewFile> all;
  all.reserve(files.size());
  for (const ExportedFile& file : files) {
    all.push_back({"", file.name, file.bytes});
  }
  return write_new_folder(folder, all);
}

ExitCode refuse(const Error& error, Output& output) {
  output.error(error);
  return ExitCode::error;
}

}  // namespace

ExitCode run_export(const Options& options, Output& output) {
  if (!options.out.has_value()) {
    return refuse({ErrorCode::invalid_input, "export needs --out DIR, the folder to write"},
                  output);
  }
  if (const auto free = is_free(*options.out); !free) {
    return refuse(free.error(), output);
  }
  const Searched searched = read_targets(options);
  const auto files = chain_files(options, searched);
  if (!files) {
    output.errors(searched.errors);
    return refuse(files.error(), output);
  }
  if (const auto written = write(*options.out, *files); !written) {
    return refuse(written.error(), output);
  }
  output.write(export_text(*files, *options.out, output.colours()));
  return ExitCode::done;
}

}  // namespace trustctl
