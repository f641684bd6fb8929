#include <algorithm>
#include <filesystem>
#include <string>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/server_argument.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/platform/real_path.hpp"
#include "engine/render/formats.hpp"
#include "engine/text/path_slip.hpp"
#include "engine/text/utf8.hpp"

namespace trustctl {

namespace {

// As a manifest names it, which may be read on Linux too: there \ is a letter of a name.
std::string source_of_manifest(const std::string& path) {
  std::string source = path;
  if (std::filesystem::path::preferred_separator != '/' && !is_absolute_path(path)) {
    std::replace(source.begin(), source.end(), '\\', '/');
  }
  return source;
}

Result<PinnedFile> pin_file(const std::string& path) {
  if (const auto slip = path_slip(path)) {
    return tl::unexpected(Error{ErrorCode::invalid_input, "'" + path + "' " + *slip});
  }
  if (!is_utf8(path)) {
    return tl::unexpected(Error{
        ErrorCode::invalid_input,
        "the name '" + path + "' is not UTF-8, and no manifest can hold it; rename the file"});
  }
  const auto bytes = read_regular_file(path, source_size_limit);
  if (!bytes) {
    return tl::unexpected(nearly_a_server(path).value_or(bytes.error()));
  }
  auto held = read_source(*bytes);
  if (!held) {
    return tl::unexpected(Error{held.error().code, held.error().message, Location{path, 0, 0}});
  }
  return PinnedFile{source_of_manifest(path), Fingerprint::of(*bytes),
                    std::move(held->certificates), std::move(held->passed_over)};
}

Result<PinnedFile> pin_server(const Endpoint& server, const Options& options) {
  auto asked = ask_server(server, options);
  if (!asked) {
    return tl::unexpected(asked.error());
  }
  return PinnedFile{to_string(server), std::nullopt, std::move(asked->sent.certificates)};
}

Result<PinnedFile> pin(const std::string& argument, const Options& options) {
  const auto server = named_server(argument);
  return server ? pin_server(*server, options) : pin_file(argument);
}

}  // namespace

ExitCode run_pin(const Options& options, Output& output) {
  const auto view = make_view<PinnedFile>(options.format, "pin", output, output.view_settings());
  DocumentTail tail;
  view->begin(document_head(options));
  for (const std::string& argument : options.arguments) {
    if (auto pinned = pin(argument, options); pinned.has_value()) {
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
