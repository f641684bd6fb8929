#include "cli/run.hpp"

#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/file_patterns.hpp"
#include "cli/inputs.hpp"
#include "cli/log.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/process.hpp"
#include "cli/result_places.hpp"
#include "cli/version.hpp"
#include "engine/model/signature.hpp"
#include "engine/platform/console.hpp"
#include "engine/platform/start.hpp"

namespace {

using trustctl::ExitCode;

// A person who asks for the version should not wait for what the other commands need.
ExitCode print_version() {
  const std::string_view version = trustctl::version_line();
  const bool written = std::fwrite(version.data(), 1, version.size(), stdout) == version.size() &&
                       std::fflush(stdout) == 0;
  return written ? ExitCode::done : ExitCode::error;
}

ExitCode run_command(std::span<const char* const> arguments) {
  auto parsed = trustctl::parse_options(arguments);
  if (!parsed) {
    trustctl::Output(trustctl::Options()).error(parsed.error());
    return ExitCode::error;
  }
  trustctl::Options& options = *parsed;
  if (options.version) {
    return print_version();
  }
  trustctl::Output output(options);
  const trustctl::CommandInfo* command = trustctl::find_command(options.command);
  if (command == nullptr && !options.help) {
    output.aside(trustctl::short_help());
    return ExitCode::error;
  }
  if (options.help) {
    output.write(command == nullptr ? trustctl::full_help() : trustctl::command_help(*command));
    return output.finish(ExitCode::done);
  }
  auto wrong = no_path(*command, options);
  if (!wrong.has_value()) {
    wrong = trustctl::expand_file_patterns(*command, options);
  }
  if (wrong.has_value()) {
    output.error(*wrong);
    return ExitCode::error;
  }
  if (const auto places = trustctl::check_result_places(options); !places) {
    output.error(places.error());
    return ExitCode::error;
  }
  if (options.verbose) {
    trustctl::start_log();
  }
  const ExitCode code = command->run(options, output);
  return output.finish(code);
}

}  // namespace

namespace trustctl {

bool start() {
  if (const auto hardened = harden_start(); !hardened) {
    Output(Options()).error(hardened.error());
    return false;
  }
  use_no_crypto_configuration();
  return true;
}

int run(std::span<const char* const> arguments) {
  if (arguments.size() == 1 && std::string_view(arguments.front()) == "--version") {
    return static_cast<int>(print_version());
  }
  hold_on_to_memory();
  try {
    return static_cast<int>(run_command(arguments));
  } catch (const std::exception& bug) {
    // Exceptions are for our own bugs, and for memory that ran out.
    write_text(StandardStream::error,
               "trustctl: error: internal error: " + std::string(bug.what()) + "\n");
    return static_cast<int>(ExitCode::error);
  }
}

}  // namespace trustctl
