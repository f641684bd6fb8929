#include "cli/result_places.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/document_kind.hpp"
#include "cli/manifest_source.hpp"
#include "cli/target_option.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/plan/plan_file.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/text/encoding.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

Error wrong(std::string message) { return {ErrorCode::invalid_input, std::move(message)}; }

// One file by two names, or the same that is not there yet.
bool same_place(const std::string& one, const std::string& other) {
  std::error_code failed;
  return std::filesystem::equivalent(one, other, failed) ||
         absolute_path(one) == absolute_path(other);
}

// Where the stores are that PROVIDER:LOCATION names; empty where it is no place.
std::string location_of(std::string_view place) {
  const std::size_t colon = place.find(':');
  return colon != std::string_view::npos && names_provider(place)
             ? std::string(place.substr(colon + 1))
             : std::string();
}

bool reads_default_manifest(const CommandInfo& command, const Options& options) {
  const bool knows_targets =
      std::find(command.options.begin(), command.options.end(), "target") != command.options.end();
  if (options.arguments.empty()) {
    return knows_targets || command.name == "lint";
  }
  const bool by_name = command.synopsis.find("TARGET") != std::string_view::npos &&
                       !is_place(options.arguments.front());
  return knows_targets && by_name;
}

// The files that the command line names, or leaves out, to be read.
std::vector<std::string> inputs(const CommandInfo& command, const Options& options) {
  std::vector<std::string> paths;
  for (const std::string& argument : options.arguments) {
    paths.push_back(location_of(argument));
    if (command.takes_files() && paths.back().empty()) {
      paths.back() = argument;
    }
  }
  for (const std::string& target : options.targets) {
    paths.push_back(location_of(std::string_view(target).substr(target.find('=') + 1)));
  }
  if (options.undo.has_value()) {
    paths.push_back(*options.undo);
  }
  if (options.only_chain_of.has_value()) {
    paths.push_back(*options.only_chain_of);
  }
  if (reads_default_manifest(command, options)) {
    paths.emplace_back(default_manifest);
  }
  return paths;
}

// A path of a manifest, from where the command runs.
std::string beside(const std::string& base, const std::string& path) {
  return (std::filesystem::path(base) / path).string();
}

// Where a declared target is, if it is a file or a folder.
std::string path_of(const TargetDeclaration& target) {
  for (const ProviderInfo& provider : builtin_providers()) {
    const auto location = target.options.find(std::string(provider.location_option));
    const bool is_path = provider.name == target.provider.value && provider.user_location.empty();
    if (is_path && location != target.options.end()) {
      return beside(target.base_directory, location->second.value);
    }
  }
  return {};
}

std::string source_of(const Source& source) {
  const auto* file = std::get_if<FileSource>(&source);
  return file == nullptr ? std::string() : file->path;
}

void add_declared(const Manifest& manifest, std::vector<std::string>& paths) {
  const std::string folder = folder_of(manifest.file);
  const auto add = [&](const Source& source) {
    if (const std::string path = source_of(source); !path.empty()) {
      paths.push_back(beside(folder, path));
    }
  };
  for (const CertificateDeclaration& certificate : manifest.certificates) {
    add(certificate.source.value);
  }
  for (const BundleDeclaration& bundle : manifest.bundles) {
    add(bundle.source.value);
  }
  for (const TargetDeclaration& target : manifest.targets) {
    paths.push_back(path_of(target));
  }
}

// The files that a manifest or a saved plan among the inputs declares. What cannot be read here is
// the command's to complain of.
void add_declared_inputs(std::vector<std::string>& paths) {
  const std::size_t named = paths.size();
  for (std::size_t i = 0; i < named; ++i) {
    constexpr std::size_t most = std::size_t{64} * 1024 * 1024;
    const auto bytes = paths[i].empty() ? Result<Bytes>() : read_regular_file(paths[i], most);
    if (!bytes || bytes->empty()) {
      continue;
    }
    const std::string_view text = without_byte_order_mark(as_text(*bytes));
    if (is_saved_plan(text)) {
      const auto saved = read_plan_file(text);
      for (const SavedPlan& plan : saved ? *saved : std::vector<SavedPlan>()) {
        paths.push_back(path_of(plan.target));
      }
    } else if (const auto manifest = parse_manifest(text, paths[i])) {
      add_declared(*manifest, paths);
    }
  }
}

// A folder of ours, or a file in it at any depth.
bool is_within(const std::string& folder, const std::string& path) {
  std::error_code failed;
  const auto outer = std::filesystem::weakly_canonical(absolute_path(folder), failed);
  const auto inner = std::filesystem::weakly_canonical(absolute_path(path), failed);
  const auto rest = inner.lexically_relative(outer);
  return !failed && !rest.empty() && *rest.begin() != "..";
}

bool is_folder(const std::string& path) {
  std::error_code failed;
  return std::filesystem::is_directory(path, failed);
}

Result<void> check_not_read(const std::optional<std::string>& result, std::string_view option,
                            const std::vector<std::string>& read) {
  for (const std::string& path : read) {
    if (!result.has_value() || path.empty()) {
      continue;
    }
    if (same_place(*result, path)) {
      return tl::unexpected(wrong("--" + std::string(option) + " would write over " + path +
                                  ", which is read; name another file"));
    }
    if (is_folder(path) && is_within(path, *result)) {
      return tl::unexpected(wrong("--" + std::string(option) + " would write into " + path +
                                  ", whose files belong to trustctl; name a file elsewhere"));
    }
  }
  return {};
}

// Everything that the command reads and manages, as far as the command line and what it names tell.
std::vector<std::string> all_inputs(const CommandInfo& command, const Options& options) {
  std::vector<std::string> paths = inputs(command, options);
  constexpr std::array<std::string_view, 4> with_manifest = {"plan", "check", "apply", "lint"};
  if (std::find(with_manifest.begin(), with_manifest.end(), command.name) != with_manifest.end()) {
    add_declared_inputs(paths);
  }
  if (const auto state = state_directory(options)) {
    paths.push_back(*state);
  }
  return paths;
}

}  // namespace

bool names_standard_output(std::string_view path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

Result<void> check_result_places(const Options& options) {
  const bool out_is_a_folder = options.command != "plan";
  if (options.out.has_value() && names_standard_output(*options.out)) {
    if (out_is_a_folder) {
      return tl::unexpected(wrong("--out takes a folder, not standard output"));
    }
    if (!options.output.has_value()) {
      return tl::unexpected(
          wrong("the plan would be on standard output twice, shown and saved; leave out --out and "
                "say --format json, or show it elsewhere: --output FILE"));
    }
  }
  if (options.out.has_value() && options.output.has_value() &&
      same_place(*options.out, *options.output)) {
    return tl::unexpected(wrong("--out and --output name one file; name two"));
  }
  const CommandInfo* command = find_command(options.command);
  const bool writes = options.output.has_value() || options.out.has_value();
  const auto read =
      command == nullptr || !writes ? std::vector<std::string>() : all_inputs(*command, options);
  if (auto good = check_not_read(options.output, "output", read); !good) {
    return good;
  }
  return out_is_a_folder ? Result<void>() : check_not_read(options.out, "out", read);
}

}  // namespace trustctl
