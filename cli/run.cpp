#include "cli/run.hpp"

#include <cstdio>
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/log.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/process.hpp"
#include "cli/result_places.hpp"
#include "engine/model/signature.hpp"
#include "engine/platform/start.hpp"

namespace {

using trustctl::ExitCode;

// A person who asks for the version should not wait for what the other commands need.
ExitCode print_version() {
  constexpr std::string_view version = "trustctl " TRUSTCTL_VERSION "\n";
  const bool written = std::fwrite(version.data(), 1, version.size(), stdout) == version.size() &&
                       std::fflush(stdout) == 0;
  return written ? ExitCode::done : ExitCode::error;
}

ExitCode run_command(std::span<const char* const> arguments) {
  const auto parsed = trustctl::parse_options(arguments);
  if (!parsed) {
    trustctl::Output(trustctl::Options()).error(parsed.error());
    return ExitCode::error;
  }
  const trustctl::Options& options = *parsed;
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
  if (const auto wrong = no_path(*command, options)) {
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

void start() {
  harden_start();
  use_no_crypto_configuration();
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
    std::fputs(("trustctl: error: internal error: " + std::string(bug.what()) + "\n").c_str(),
               stderr);
    return static_cast<int>(ExitCode::error);
  }
}

}  // namespace trustctl
