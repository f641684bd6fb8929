#include "cli/options.hpp"

#include <algorithm>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>

#include "cli/commands.hpp"
#include "cli/option_table.hpp"
#include "engine/model/nearest.hpp"
#include "engine/render/wrap_text.hpp"

namespace trustctl {

namespace {

namespace po = boost::program_options;

// -v, -q, -y, -h
bool has_letter(std::string_view name) {
  return name == "verbose" || name == "quiet" || name == "yes" || name == "help";
}

bool takes(const CommandInfo& command, std::string_view name) {
  const auto has = [name](std::span<const std::string_view> names) {
    for (const std::string_view candidate : names) {
      if (candidate == name) {
        return true;
      }
    }
    return false;
  };
  const bool dry_run = name == "dry-run" && (command.name == "apply" || command.name == "plan");
  return has(command.options) || has(common_options()) || dry_run || name == "colour" ||
         name == "version";
}

std::vector<std::string_view> option_names() {
  std::vector<std::string_view> names;
  names.reserve(all_options().size());
  for (const OptionInfo& option : all_options()) {
    names.push_back(option.name);
  }
  return names;
}

po::options_description description() {
  po::options_description all;
  for (const OptionInfo& option : all_options()) {
    if (!option.command.empty()) {
      continue;  // a command's own words for an option that is here already
    }
    const std::string name = std::string(option.name) +
                             (has_letter(option.name) ? std::string{',', option.name[0]} : "");
    if (option.value.empty()) {
      all.add_options()(name.c_str(), "");
    } else {
      all.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  }
  return all;
}

Error unknown_option(const std::string& written) {
  const std::size_t dashes = written.find_first_not_of('-');
  const std::string bare = dashes == std::string::npos ? written : written.substr(dashes);
  const auto known = nearest(bare, option_names());
  return invalid_input("unknown option '" + written + "'" +
                       (known.has_value() ? "; did you mean '--" + std::string(*known) + "'?"
                                          : "; see 'trustctl --help'"));
}

// Boost's words, ours where they are better.
Error explained(const po::error& error) {
  if (const auto* unknown = dynamic_cast<const po::unknown_option*>(&error)) {
    return unknown_option(unknown->get_option_name());
  }
  if (const auto* syntax = dynamic_cast<const po::invalid_command_line_syntax*>(&error)) {
    if (syntax->kind() == po::invalid_syntax::missing_parameter) {
      return invalid_input("option '" + syntax->get_option_name() + "' needs a value");
    }
    return invalid_input("option '" + syntax->get_option_name() + "' takes no value");
  }
  return invalid_input(error.what());
}

// "-2146893019" is an error code as event logs print it, and no option.
std::vector<po::option> negative_number(std::vector<std::string>& arguments) {
  const std::string& text = arguments.front();
  if (text.size() < 2 || text[0] != '-' ||
      text.find_first_not_of("0123456789", 1) != std::string::npos) {
    return {};
  }
  po::option positional;
  positional.value = {text};
  positional.original_tokens = {text};
  arguments.erase(arguments.begin());
  return {positional};
}

// An option that can have a value, given without: with its first one, "[=offline|fetch]". (Boost
// would take the argument behind it.)
std::string with_first_value(const std::string& argument) {
  if (argument == "/?" || argument == "-?") {
    return "--help";  // as Windows' own programs have it
  }
  for (const OptionInfo& option : all_options()) {
    if (option.value.starts_with('[') && argument == "--" + std::string(option.name)) {
      return argument + std::string(option.value.substr(1, option.value.find('|') - 1));
    }
  }
  return argument;
}

std::vector<std::string> with_first_values(std::span<const char* const> arguments) {
  std::vector<std::string> all(arguments.begin(), arguments.end());
  std::transform(all.begin(), std::find(all.begin(), all.end(), "--"), all.begin(),
                 with_first_value);
  return all;
}

Result<std::vector<po::option>> split(std::span<const char* const> arguments) {
  namespace style = po::command_line_style;
  const po::options_description all = description();
  po::positional_options_description positional;
  positional.add("argument", -1);
  po::options_description with_argument = all;
  with_argument.add_options()("argument", po::value<std::vector<std::string>>(), "");
  try {
    return po::command_line_parser(with_first_values(arguments))
        .options(with_argument)
        .positional(positional)
        .extra_style_parser(negative_number)
        .style((style::default_style & ~style::allow_guessing) | style::allow_long)
        .run()
        .options;
  } catch (const po::error& error) {
    return tl::unexpected(explained(error));
  }
}

Error unknown_command(const std::string& name) {
  std::vector<std::string_view> names;
  for (const CommandInfo& command : commands()) {
    names.push_back(command.name);
  }
  const std::string hint = did_you_mean(name, names);
  return invalid_input("unknown command '" + name + "'" +
                       (hint.empty() ? "; see 'trustctl --help'" : hint));
}

Result<void> check_arguments(const CommandInfo& command, const Options& options) {
  for (const std::string& argument : options.arguments) {
    if (argument == "-" && command.takes_files()) {
      return tl::unexpected(
          invalid_input("standard input is not read; give a file in the place of '-'"));
    }
  }
  const std::size_t count = options.arguments.size();
  if (count >= command.least_arguments && count <= command.most_arguments) {
    return {};
  }
  const std::string usage = "trustctl " + std::string(command.name) +
                            (command.synopsis.empty() ? "" : " ") + std::string(command.synopsis);
  return tl::unexpected(
      invalid_input(count < command.least_arguments
                        ? "an argument is missing: " + usage
                        : "unexpected argument '" + options.arguments.back() + "': " + usage));
}

// An option given twice, where only one can count.
bool repeatable(std::string_view name) {
  return name == "target" || name == "verbose" || name == "store" || name == "trust-owner";
}

Result<void> set_options(Options& options, const std::vector<po::option>& given,
                         const CommandInfo* command) {
  std::vector<std::string> seen;
  for (const po::option& option : given) {
    const OptionInfo* info =
        find_option(option.string_key, command == nullptr ? "" : command->name);
    if (info == nullptr) {
      continue;
    }
    if (command != nullptr && !takes(*command, info->name)) {
      return tl::unexpected(invalid_input(
          "'" + std::string(command->name) + "' takes no option --" + std::string(info->name) +
          "; see 'trustctl " + std::string(command->name) + " --help'"));
    }
    for (const std::string& name : seen) {
      if (name == info->name && !repeatable(info->name)) {
        return tl::unexpected(invalid_input("option --" + name + " is given twice"));
      }
    }
    seen.emplace_back(info->name);
    if (auto set = info->set(options, option.value.empty() ? "" : option.value.front()); !set) {
      return set;
    }
  }
  return {};
}

// `left`, and `help` beside it; below it where it is too long.
std::string beside(const std::string& left, std::string_view help) {
  constexpr std::size_t help_column = 26;
  std::string text = left;
  if (left.size() + 2 > help_column) {
    text += '\n' + std::string(help_column, ' ');
  } else {
    text.append(help_column - left.size(), ' ');
  }
  return text + wrapped(help, help_column, help_column);
}

// "help plan" is "plan --help", and "version" is "--version".
void take_word(Options& options) {
  const bool help = options.command == "help";
  if (!help && options.command != "version") {
    return;
  }
  options.help = help;
  options.version = !help;
  options.command = help && !options.arguments.empty() ? options.arguments.front() : "";
  options.arguments.clear();
}

}  // namespace

Result<Options> parse_options(std::span<const char* const> arguments) {
  const auto given = split(arguments);
  if (!given) {
    return tl::unexpected(given.error());
  }
  Options options;
  for (const po::option& option : *given) {
    if (option.position_key < 0) {
      continue;
    }
    if (options.command.empty()) {
      options.command = option.value.front();
    } else {
      options.arguments.push_back(option.value.front());
    }
  }
  take_word(options);
  const CommandInfo* command = find_command(options.command);
  if (command == nullptr && !options.command.empty()) {
    return tl::unexpected(unknown_command(options.command));
  }
  if (auto set = set_options(options, *given, command); !set) {
    return tl::unexpected(set.error());
  }
  if (command != nullptr && !options.help && !options.version) {
    if (auto fits = check_arguments(*command, options); !fits) {
      return tl::unexpected(fits.error());
    }
  }
  return options;
}

std::string options_help(std::span<const std::string_view> names, std::string_view command) {
  std::string text;
  for (const std::string_view name : names) {
    const OptionInfo* option = find_option(name, command);
    if (option == nullptr) {
      continue;
    }
    std::string line = "  --" + std::string(name);
    if (!option->value.empty()) {
      line += (option->value.front() == '[' ? "" : " ") + std::string(option->value);
    }
    if (has_letter(name)) {
      line += std::string(", -") + name.front();
    }
    std::string help(option->help);
    if (option->standard != nullptr) {
      help += " (default: " + std::string(option->standard()) + ')';
    }
    text += beside(line, help);
  }
  return text;
}

}  // namespace trustctl
