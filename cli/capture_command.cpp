#include <array>

#include "cli/builtin_targets.hpp"
#include "cli/certificate_argument.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/new_folder.hpp"
#include "cli/output.hpp"
#include "cli/read_target.hpp"
#include "engine/capture/chain_in_stores.hpp"
#include "engine/capture/make_capture.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/render/render_capture.hpp"

namespace trustctl {

namespace {

template <class T>
Checked<T> failed(Error error) {
  return tl::unexpected(std::vector{std::move(error)});
}

Result<TargetState> read_stores(const TargetDeclaration& target, const Options& options) {
  Selection selection;
  if (!options.stores.empty() && !options.only_chain_of.has_value()) {
    selection.stores = options.stores;
  }
  return read_target(target, selection);
}

Checked<Capture> chain_of(const Options& options, const std::string& target,
                          const TargetState& state, Time now) {
  const std::array<TargetState, 1> states = {state};
  const std::array<std::string, 1> names = {target};
  const auto named = named_certificate(*options.only_chain_of, options, states);
  if (!named) {
    return failed<Capture>(named.error());
  }
  const auto path = chain_in_stores(named->certificate, {states, names, named->beside}, now);
  if (!path) {
    return failed<Capture>(path.error());
  }
  return capture_chain(*path, state, now);
}

Checked<Capture> capture(const TargetDeclaration& target, const Options& options) {
  const auto state = read_stores(target, options);
  if (!state) {
    return failed<Capture>(state.error());
  }
  const Time now = judged_time(options);
  if (options.only_chain_of.has_value()) {
    return chain_of(options, target.name, *state, now);
  }
  CaptureChoice choice;
  choice.now = now;
  if (!options.origins.empty()) {
    choice.origins = options.origins;
  }
  if (!options.stores.empty()) {
    choice.stores = options.stores;
  }
  return make_capture(*state, choice);
}

// site.yaml last: a folder without it was not finished.
std::vector<NewFile> files_of(const Capture& capture, const std::string& manifest) {
  std::vector<NewFile> files;
  std::set<std::string> written;
  for (const CapturedCertificate& captured : capture.certificates) {
    if (written.insert(captured.file).second) {
      files.push_back({"certs", captured.file, copy(captured.certificate.bytes())});
    }
  }
  files.push_back({"", default_manifest, copy(as_bytes(manifest))});
  return files;
}

// What cannot be declared (a store whose name is nearly one of Windows') is found before it is
// written, not on the computer that the manifest is carried to.
Checked<void> write(const Capture& capture, const Options& options) {
  const std::string manifest =
      capture_manifest(capture, options.site.has_value() ? options.site->text() : "");
  if (const auto parsed = parse_manifest(manifest, default_manifest); !parsed) {
    return tl::unexpected(parsed.error());
  }
  if (const auto written = write_new_folder(*options.out, files_of(capture, manifest)); !written) {
    return failed<void>(written.error());
  }
  return {};
}

}  // namespace

ExitCode run_capture(const Options& options, Output& output) {
  if (!options.out.has_value()) {
    output.error({ErrorCode::invalid_input, "capture needs --out DIR, the folder to write"});
    return ExitCode::error;
  }
  if (const auto free = is_free(*options.out); !free) {
    output.error(free.error());
    return ExitCode::error;
  }
  const auto targets = named_targets(options);
  if (!targets) {
    output.errors(targets.error());
    return ExitCode::error;
  }
  const auto captured = capture(targets->front(), options);
  if (!captured) {
    output.errors(captured.error());
    return ExitCode::error;
  }
  if (const auto written = write(*captured, options); !written) {
    output.errors(written.error());
    return ExitCode::error;
  }
  output.write(capture_text(*captured, *options.out + '/' + default_manifest, output.colours()));
  return ExitCode::done;
}

}  // namespace trustctl
