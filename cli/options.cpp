#include "cli/options.hpp"

#include <algorithm>
#include <array>
#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>
#include <boost/program_options/variables_map.hpp>
#include <charconv>

#include "cli/commands.hpp"
#include "engine/model/nearest.hpp"
#include "engine/render/wrap_text.hpp"

namespace trustctl {

namespace {

namespace po = boost::program_options;

Error wrong(std::string message) { return {ErrorCode::invalid_input, std::move(message)}; }

// One row an option: how it is set from its text, and what its help says.
struct OptionInfo {
  std::string_view name;
  std::string_view value;  // "FILE"; empty: a switch
  std::string_view help;
  Result<void> (*set)(Options& options, const std::string& text);
  std::string_view command = "";  // the row is for this command alone; empty: for all others
};

template <class Number>
Result<Number> number(const std::string& text, const std::string& name) {
  Number value{};
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) {
    return tl::unexpected(wrong("--" + name + " takes a whole number, not '" + text + "'"));
  }
  return value;
}

Result<void> set_format(Options& options, const std::string& text) {
  if (text != "text" && text != "json") {
    constexpr std::array<std::string_view, 2> known = {"text", "json"};
    return tl::unexpected(
        wrong("--format takes text or json, not '" + text + "'" + did_you_mean(text, known)));
  }
  options.format = text == "json" ? Format::json : Format::text;
  return {};
}

Result<void> set_export_format(Options& options, const std::string& text) {
  if (text == "der") {
    options.export_format = ExportFormat::der;
  } else if (text == "pem") {
    options.export_format = ExportFormat::pem;
  } else if (text == "p7b") {
    options.export_format = ExportFormat::p7b;
  } else {
    return tl::unexpected(wrong("--format of export takes der, pem or p7b, not '" + text + "'"));
  }
  return {};
}

Result<void> set_colour(Options& options, const std::string& text) {
  if (text == "auto") {
    options.colour = ColourChoice::automatic;
  } else if (text == "always") {
    options.colour = ColourChoice::always;
  } else if (text == "never") {
    options.colour = ColourChoice::never;
  } else {
    return tl::unexpected(wrong("--color takes auto, always or never, not '" + text + "'"));
  }
  return {};
}

Result<void> set_max_removals(Options& options, const std::string& text) {
  const auto value = number<std::size_t>(text, "max-removals");
  if (!value) {
    return tl::unexpected(value.error());
  }
  options.max_removals = *value;
  return {};
}

Result<void> set_lock_timeout(Options& options, const std::string& text) {
  constexpr std::uint32_t longest = 86'400;
  const auto value = number<std::uint32_t>(text, "lock-timeout");
  if (!value) {
    return tl::unexpected(value.error());
  }
  if (*value > longest) {
    return tl::unexpected(wrong("--lock-timeout takes at most 86400 seconds"));
  }
  options.lock_timeout = std::chrono::seconds(*value);
  return {};
}

Result<void> set_at(Options& options, const std::string& text) {
  const auto time = parse_time(text);
  if (!time) {
    return tl::unexpected(wrong("--at: " + time.error().message));
  }
  options.at = *time;
  return {};
}

Result<void> set_fail_on(Options& options, const std::string& text) {
  const auto level = parse_level(text);
  if (!level.has_value() || *level == Level::ignore) {
    return tl::unexpected(wrong("--fail-on takes info, warning or error, not '" + text + "'"));
  }
  options.fail_on = *level;
  return {};
}

Result<void> set_store(Options& options, const std::string& text) {
  const auto store = StoreName::parse(text);
  if (!store) {
    return tl::unexpected(wrong("--store: " + store.error().message));
  }
  options.stores.insert(*store);
  return {};
}

// "local,policy": one or several, with commas.
Result<void> set_origin(Options& options, const std::string& text) {
  constexpr std::array<Origin, 3> origins = {Origin::local, Origin::policy, Origin::vendor};
  for (std::string_view rest = text; !rest.empty() || options.origins.empty();) {
    const std::string_view word = rest.substr(0, rest.find(','));
    const auto* const named = std::find_if(origins.begin(), origins.end(), [word](Origin origin) {
      return to_string(origin) == word;
    });
    if (named == origins.end()) {
      constexpr std::array<std::string_view, 3> known = {"local", "policy", "vendor"};
      return tl::unexpected(wrong("--origin takes local, policy and vendor, with commas, not '" +
                                  text + "'" + did_you_mean(word, known)));
    }
    options.origins.insert(*named);
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return {};
}

Result<void> set_site(Options& options, const std::string& text) {
  const auto site = Site::parse(text);
  if (!site) {
    return tl::unexpected(wrong("--site: " + site.error().message));
  }
  options.site = *site;
  return {};
}

Result<void> set_name(Options& options, const std::string& text) {
  auto name = HostName::parse(text);
  if (!name) {
    return tl::unexpected(wrong("--name: " + name.error().message));
  }
  options.name = *std::move(name);
  return {};
}

Result<void> set_purpose(Options& options, const std::string& text) {
  auto purpose = Oid::parse(text);
  if (!purpose) {
    return tl::unexpected(wrong("--purpose: " + purpose.error().message));
  }
  options.purpose = *std::move(purpose);
  return {};
}

Result<void> set_start_tls(Options& options, const std::string& text) {
  if (text != "smtp" && text != "ldap") {
    return tl::unexpected(wrong("--starttls takes smtp or ldap, not '" + text + "'"));
  }
  options.start_tls = text == "smtp" ? StartTls::smtp : StartTls::ldap;
  return {};
}

Result<void> set_proxy(Options& options, const std::string& text) {
  auto proxy = parse_endpoint(text);
  if (!proxy) {
    return tl::unexpected(wrong("--proxy: " + proxy.error().message));
  }
  options.proxy = *std::move(proxy);
  return {};
}

Result<void> set_timeout(Options& options, const std::string& text) {
  constexpr std::uint32_t longest = 3'600;
  const auto value = number<std::uint32_t>(text, "timeout");
  if (!value) {
    return tl::unexpected(value.error());
  }
  if (*value == 0 || *value > longest) {
    return tl::unexpected(wrong("--timeout takes 1 to 3600 seconds"));
  }
  options.timeout = std::chrono::seconds(*value);
  return {};
}

template <auto Member>
Result<void> set_text(Options& options, const std::string& text) {
  options.*Member = text;
  return {};
}

template <bool Options::*Member>
Result<void> set_switch(Options& options, const std::string&) {
  options.*Member = true;
  return {};
}

Result<void> add_target(Options& options, const std::string& text) {
  options.targets.push_back(text);
  return {};
}

constexpr std::array<OptionInfo, 34> table = {{
    {"target", "NAME=PROVIDER[:LOCATION]",
     "put another target in the place of a declared one; LOCATION starts in the current folder",
     add_target},
    {"format", "FORMAT", "text (default) or json", set_format},
    {"output", "FILE", "write the result into FILE, whole or not at all, instead of stdout",
     set_text<&Options::output>},
    {"out", "FILE", "save the plan, for 'apply FILE'", set_text<&Options::out>},
    {"out", "DIR", "the folder to write, which must be new or empty", set_text<&Options::out>,
     "capture"},
    {"out", "DIR", "the folder to write, which must be new or empty", set_text<&Options::out>,
     "export"},
    {"format", "FORMAT", "der (default): .cer files; pem: .pem files; p7b: one PKCS#7 file",
     set_export_format, "export"},
    {"target", "NAME=PROVIDER[:LOCATION]",
     "look in this target's stores, and not in those of ./site.yaml; may be given several times",
     add_target, "export"},
    {"detailed-exitcode", "", "exit with 2 where there are differences",
     set_switch<&Options::detailed_exitcode>},
    {"yes", "", "apply without asking", set_switch<&Options::yes>},
    {"what-if", "", "show the plan and change nothing", set_switch<&Options::what_if>},
    {"adopt", "", "become the owner of declared entries that were there before",
     set_switch<&Options::adopt>},
    {"max-removals", "N", "allow up to N removals a target, whatever the manifest's policy says",
     set_max_removals},
    {"at", "TIME", "judge validity as of TIME (2031-04-05 or 2031-04-05T06:07:08Z)", set_at},
    {"fail-on", "LEVEL", "exit with 2 for findings of LEVEL (info, warning, error) and above",
     set_fail_on},
    {"store", "NAME", "show this store alone; may be given several times", set_store},
    {"list", "", "show every code in a line of its own", set_switch<&Options::list>},
    {"store", "NAME", "take this store; may be given several times", set_store, "capture"},
    {"origin", "LIST",
     "whose entries to take: local, policy, vendor, with commas (default local,policy)",
     set_origin},
    {"only-chain-of", "CERT", "take just the chain of this certificate, whatever its origin",
     set_text<&Options::only_chain_of>},
    {"site", "NAME", "the site that the manifest is for", set_site},
    {"name", "HOST", "the name or address that a client asks for (default: that of the server)",
     set_name},
    {"purpose", "PURPOSE", "what it must be good for: server_auth, client_auth, ... or an OID",
     set_purpose},
    {"starttls", "PROTOCOL", "what the server speaks before TLS: smtp or ldap", set_start_tls},
    {"proxy", "HOST:PORT", "ask the server through this HTTP proxy", set_proxy},
    {"timeout", "SECONDS", "how long to wait for the server (default 10)", set_timeout},
    {"strict", "", "judge by RFC 5280 and WebPKI too", set_switch<&Options::strict>},
    {"state-dir", "DIR", "where the journal is kept", set_text<&Options::state_directory>},
    {"lock-timeout", "SECONDS", "how long to wait for another apply (default 10)",
     set_lock_timeout},
    {"color", "WHEN", "auto (default), always or never", set_colour},
    {"verbose", "", "say on stderr what is being done", set_switch<&Options::verbose>},
    {"help", "", "this help", set_switch<&Options::help>},
    // A person may write British.
    {"colour", "WHEN", "", set_colour},
    {"version", "", "", set_switch<&Options::version>},
}};

const OptionInfo* find_option(std::string_view name, std::string_view command) {
  const OptionInfo* found = nullptr;
  for (const OptionInfo& option : table) {
    if (option.name == name && (option.command.empty() || option.command == command)) {
      found = found == nullptr || !option.command.empty() ? &option : found;
    }
  }
  return found;
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
  return has(command.options) || has(common_options()) || name == "colour" || name == "version";
}

std::vector<std::string_view> option_names() {
  std::vector<std::string_view> names;
  names.reserve(table.size());
  for (const OptionInfo& option : table) {
    names.push_back(option.name);
  }
  return names;
}

po::options_description description() {
  po::options_description all;
  for (const OptionInfo& option : table) {
    if (!option.command.empty()) {
      continue;  // a command's own words for an option that is here already
    }
    const std::string name = option.name == "verbose" ? "verbose,v"
                             : option.name == "help"  ? "help,h"
                                                      : std::string(option.name);
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
  return wrong("unknown option '" + written + "'" +
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
      return wrong("option '" + syntax->get_option_name() + "' needs a value");
    }
    return wrong("option '" + syntax->get_option_name() + "' takes no value");
  }
  return wrong(error.what());
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

Result<std::vector<po::option>> split(std::span<const char* const> arguments) {
  namespace style = po::command_line_style;
  const po::options_description all = description();
  po::positional_options_description positional;
  positional.add("argument", -1);
  po::options_description with_argument = all;
  with_argument.add_options()("argument", po::value<std::vector<std::string>>(), "");
  try {
    return po::command_line_parser(std::vector<std::string>(arguments.begin(), arguments.end()))
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
  return wrong("unknown command '" + name + "'" +
               (hint.empty() ? "; see 'trustctl --help'" : hint));
}

Result<void> check_arguments(const CommandInfo& command, const Options& options) {
  const std::size_t count = options.arguments.size();
  if (count >= command.least_arguments && count <= command.most_arguments) {
    return {};
  }
  const std::string usage = "trustctl " + std::string(command.name) +
                            (command.synopsis.empty() ? "" : " ") + std::string(command.synopsis);
  return tl::unexpected(
      wrong(count < command.least_arguments
                ? "an argument is missing: " + usage
                : "unexpected argument '" + options.arguments.back() + "': " + usage));
}

// An option given twice, where only one can count.
bool repeatable(std::string_view name) {
  return name == "target" || name == "verbose" || name == "store";
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
      return tl::unexpected(wrong("'" + std::string(command->name) + "' takes no option --" +
                                  std::string(info->name) + "; see 'trustctl " +
                                  std::string(command->name) + " --help'"));
    }
    for (const std::string& name : seen) {
      if (name == info->name && !repeatable(info->name)) {
        return tl::unexpected(wrong("option --" + name + " is given twice"));
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
      line += ' ' + std::string(option->value);
    }
    if (name == "verbose" || name == "help") {
      line += std::string(", -") + name.front();
    }
    text += beside(line, option->help);
  }
  return text;
}

}  // namespace trustctl
