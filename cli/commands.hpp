#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "engine/operation/exit_code.hpp"

namespace trustctl {

struct Options;
class Output;

ExitCode run_plan(const Options& options, Output& output);
ExitCode run_apply(const Options& options, Output& output);
ExitCode run_check(const Options& options, Output& output);
ExitCode run_show(const Options& options, Output& output);
ExitCode run_capture(const Options& options, Output& output);
ExitCode run_snapshot(const Options& options, Output& output);
ExitCode run_lint(const Options& options, Output& output);
ExitCode run_explain(const Options& options, Output& output);
ExitCode run_export(const Options& options, Output& output);
ExitCode run_verify(const Options& options, Output& output);
ExitCode run_pin(const Options& options, Output& output);
ExitCode run_providers(const Options& options, Output& output);
ExitCode run_schema(const Options& options, Output& output);

/// One row of the table of commands.
struct CommandInfo {
  std::string_view name;
  std::string_view synopsis;  ///< what follows the name: "[MANIFEST]"
  std::string_view summary;   ///< one line
  std::string_view details;   ///< a paragraph
  std::string_view example;
  std::span<const std::string_view> options;  ///< what it takes beside the options of all commands
  std::size_t least_arguments;
  std::size_t most_arguments;
  ExitCode (*run)(const Options&, Output&);

  /// Whether an argument may be the path of a file: a manifest, a certificate.
  bool takes_files() const;
};

/// Every command, in the order of the help.
std::span<const CommandInfo> commands();
/// Null where there is no command of this name.
const CommandInfo* find_command(std::string_view name);
/// What every command takes.
std::span<const std::string_view> common_options();

/// What `trustctl` alone says.
std::string short_help();
/// What `trustctl --help` says.
std::string full_help();
/// What `trustctl COMMAND --help` says.
std::string command_help(const CommandInfo& command);

}  // namespace trustctl
