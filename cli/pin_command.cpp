#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/render/render_pin.hpp"

namespace trustctl {

namespace {

Result<PinnedFile> pin(const std::string& path) {
  const auto bytes = read_regular_file(path, source_size_limit);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  auto certificates = read_certificates(*bytes);
  if (!certificates) {
    return tl::unexpected(
        Error{certificates.error().code, certificates.error().message, Location{path, 0, 0}});
  }
  return PinnedFile{path, Fingerprint::of(*bytes), std::move(*certificates)};
}

}  // namespace

ExitCode run_pin(const Options& options, Output& output) {
  std::vector<PinnedFile> files;
  std::vector<Error> errors;
  for (const std::string& path : options.arguments) {
    auto pinned = pin(path);
    if (pinned.has_value()) {
      files.push_back(std::move(*pinned));
    } else {
      errors.push_back(pinned.error());
    }
  }
  output.errors(errors);
  output.result(options.format == Format::json ? pin_json(files, errors) : pin_yaml(files));
  return errors.empty() ? ExitCode::done : ExitCode::error;
}

}  // namespace trustctl
