#include "cli/result_places.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/target_option.hpp"

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
  if (options.only_chain_of.has_value()) {
    paths.push_back(*options.only_chain_of);
  }
  if (reads_default_manifest(command, options)) {
    paths.emplace_back(default_manifest);
  }
  return paths;
}

Result<void> check_not_read(const std::optional<std::string>& result, std::string_view option,
                            const std::vector<std::string>& read) {
  for (const std::string& path : read) {
    if (result.has_value() && !path.empty() && same_place(*result, path)) {
      return tl::unexpected(wrong("--" + std::string(option) + " would write over " + path +
                                  ", which is read; name another file"));
    }
  }
  return {};
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
  const auto read = command == nullptr ? std::vector<std::string>() : inputs(*command, options);
  if (auto good = check_not_read(options.output, "output", read); !good) {
    return good;
  }
  return out_is_a_folder ? Result<void>() : check_not_read(options.out, "out", read);
}

}  // namespace trustctl
