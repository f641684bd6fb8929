#include "cli/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <variant>

#include "cli/builtin_targets.hpp"
#include "cli/document_kind.hpp"
#include "cli/file_path.hpp"
#include "cli/manifest_source.hpp"
#include "cli/target_option.hpp"
#include "engine/apply/journal_json.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/plan/plan_file.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/path_slip.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// Where the stores are that PROVIDER:LOCATION names; empty where it is no place.
std::string location_of(std::string_view place) {
  const std::size_t colon = place.find(':');
  return colon != std::string_view::npos && names_provider(place)
             ? std::string(place.substr(colon + 1))
             : std::string();
}

bool knows_targets(const CommandInfo& command) {
  return std::find(command.options.begin(), command.options.end(), "target") !=
         command.options.end();
}

// A manifest says what else the command reads: it takes one, or targets by name.
bool reads_manifest(const CommandInfo& command) {
  return knows_targets(command) || command.name == "lint";
}

bool reads_default_manifest(const CommandInfo& command, const Options& options) {
  if (options.arguments.empty()) {
    return reads_manifest(command);
  }
  const bool by_name = command.synopsis.find("TARGET") != std::string_view::npos &&
                       !is_place(options.arguments.front());
  return knows_targets(command) && by_name;
}

// The files that the command line names, or leaves out, to be read.
std::vector<std::string> named_inputs(const CommandInfo& command, const Options& options) {
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

std::string source_of(const Source& source) {
  const auto* file = std::get_if<FileSource>(&source);
  return file == nullptr ? std::string() : file->path;
}

void add_declared(const Manifest& manifest, std::vector<std::string>& paths) {
  const std::string folder = folder_of(manifest.file);
  const auto add = [&](const Source& source) {
    if (const std::string path = source_of(source); !path.empty()) {
      paths.push_back(utf8_of(file_path(folder) / file_path(path)));
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

// The files that a manifest, a saved plan or a journal's record among the inputs declares.
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
    } else if (const auto record = read_journal_text(text)) {
      paths.push_back(path_of(record->begin.circumstances.target));
    } else if (const auto manifest = parse_manifest(text, paths[i])) {
      add_declared(*manifest, paths);
    }
  }
}

}  // namespace

std::vector<std::string> inputs_of(const CommandInfo& command, const Options& options) {
  std::vector<std::string> paths = named_inputs(command, options);
  if (reads_manifest(command)) {
    add_declared_inputs(paths);
  }
  for (const StateOwner owner : {StateOwner::computer, StateOwner::user}) {
    if (const auto state = state_directory(options, owner)) {
      paths.push_back(*state);
    }
  }
  return paths;
}

std::optional<Error> no_path(const CommandInfo& command, const Options& options) {
  if (!command.takes_files() || command.synopsis.find("HOST:PORT") != std::string_view::npos) {
    return std::nullopt;
  }
  for (const std::string& argument : options.arguments) {
    if (const auto slip = path_slip(argument)) {
      return Error{ErrorCode::invalid_input, "'" + argument + "' " + *slip};
    }
  }
  return std::nullopt;
}

bool is_within(const std::string& folder, const std::string& path) {
  std::error_code failed;
  const auto outer = std::filesystem::weakly_canonical(file_path(absolute_path(folder)), failed);
  const auto inner = std::filesystem::weakly_canonical(file_path(absolute_path(path)), failed);
  const auto rest = inner.lexically_relative(outer);
  return !failed && !rest.empty() && *rest.begin() != "..";
}

}  // namespace trustctl
