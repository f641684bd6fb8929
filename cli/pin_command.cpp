#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/render/formats.hpp"

namespace trustctl {

namespace {

Result<PinnedFile> pin(const std::string& path) {
  const auto bytes = read_regular_file(path, source_size_limit);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  auto held = read_source(*bytes);
  if (!held) {
    return tl::unexpected(Error{held.error().code, held.error().message, Location{path, 0, 0}});
  }
  return PinnedFile{path, Fingerprint::of(*bytes), std::move(held->certificates),
                    std::move(held->passed_over)};
}

}  // namespace

ExitCode run_pin(const Options& options, Output& output) {
  const auto view = make_view<PinnedFile>(options.format, "pin", output, output.view_settings());
  DocumentTail tail;
  view->begin(document_head(options));
  for (const std::string& path : options.arguments) {
    if (auto pinned = pin(path); pinned.has_value()) {
      view->add(*pinned);
    } else {
      tail.errors.push_back(pinned.error());
    }
  }
  output.errors(tail.errors);
  view->end(tail);
  return tail.errors.empty() ? ExitCode::done : ExitCode::error;
}

}  // namespace trustctl
