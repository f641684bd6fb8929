#include "cli/option_table.hpp"

#include <array>
#include <charconv>

#include "cli/result_places.hpp"
#include "engine/model/nearest.hpp"
#include "engine/render/formats.hpp"
#include "engine/text/system_commands.hpp"

namespace trustctl {

namespace {

template <class Number>
Result<Number> number(const std::string& text, const std::string& name) {
  Number value{};
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) {
    return tl::unexpected(invalid_input("--" + name + " takes a whole number, not '" + text + "'"));
  }
  return value;
}

Result<void> set_format(Options& options, const std::string& text) {
  options.format = text;
  return check_format(text, options.command);
}

Result<void> set_export_format(Options& options, const std::string& text) {
  if (text == "der") {
    options.export_format = ExportFormat::der;
  } else if (text == "pem") {
    options.export_format = ExportFormat::pem;
  } else if (text == "p7b") {
    options.export_format = ExportFormat::p7b;
  } else if (text == "sst") {
    options.export_format = ExportFormat::sst;
  } else {
    return tl::unexpected(
        invalid_input("--format of export takes der, pem, p7b or sst, not '" + text + "'"));
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
    return tl::unexpected(invalid_input("--color takes auto, always or never, not '" + text + "'"));
  }
  return {};
}

Result<void> set_system(Options& options, const std::string& text) {
  if (text != "offline" && text != "fetch") {
    return tl::unexpected(
        invalid_input("--system takes offline (the default) or fetch, not '" + text + "'"));
  }
  options.ask_system = text == "offline" ? Fetching::off : Fetching::on;
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
    return tl::unexpected(invalid_input("--lock-timeout takes at most 86400 seconds"));
  }
  options.lock_timeout = std::chrono::seconds(*value);
  return {};
}

Result<void> set_at(Options& options, const std::string& text) {
  const auto time = parse_time(text);
  if (!time) {
    return tl::unexpected(invalid_input("--at: " + time.error().message));
  }
  options.at = *time;
  return {};
}

Result<void> set_fail_on(Options& options, const std::string& text) {
  const auto level = parse_level(text);
  if (!level.has_value() || *level == Level::ignore) {
    return tl::unexpected(
        invalid_input("--fail-on takes info, warning or error, not '" + text + "'"));
  }
  options.fail_on = *level;
  return {};
}

Result<void> set_store(Options& options, const std::string& text) {
  const auto store = StoreName::parse(text);
  if (!store) {
    return tl::unexpected(invalid_input("--store: " + store.error().message));
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
      return tl::unexpected(
          invalid_input("--origin takes local, policy and vendor, with commas, not '" + text + "'" +
                        did_you_mean(word, known)));
    }
    options.origins.insert(*named);
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return {};
}

Result<void> set_site(Options& options, const std::string& text) {
  const auto site = Site::parse(text);
  if (!site) {
    return tl::unexpected(invalid_input("--site: " + site.error().message));
  }
  options.site = *site;
  return {};
}

Result<void> set_name(Options& options, const std::string& text) {
  auto name = HostName::parse(text);
  if (!name) {
    return tl::unexpected(invalid_input("--name: " + name.error().message));
  }
  options.name = *std::move(name);
  return {};
}

Result<void> set_purpose(Options& options, const std::string& text) {
  auto purpose = Oid::parse(text);
  if (!purpose) {
    return tl::unexpected(invalid_input("--purpose: " + purpose.error().message));
  }
  options.purpose = *std::move(purpose);
  return {};
}

Result<void> set_start_tls(Options& options, const std::string& text) {
  if (text != "smtp" && text != "ldap") {
    return tl::unexpected(invalid_input("--starttls takes smtp or ldap, not '" + text + "'"));
  }
  options.start_tls = text == "smtp" ? StartTls::smtp : StartTls::ldap;
  return {};
}

Result<void> set_proxy(Options& options, const std::string& text) {
  auto proxy = parse_endpoint(text);
  if (!proxy) {
    return tl::unexpected(invalid_input("--proxy: " + proxy.error().message));
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
    return tl::unexpected(invalid_input("--timeout takes 1 to 3600 seconds"));
  }
  options.timeout = std::chrono::seconds(*value);
  return {};
}

// A file; nothing for standard output, where results go anyway.
Result<void> set_output(Options& options, const std::string& text) {
  options.output = names_standard_output(text) ? std::nullopt : std::optional(text);
  return {};
}

Result<void> set_only_chain_of(Options& options, const std::string& text) {
  if (text == "-") {
    return tl::unexpected(
        invalid_input("--only-chain-of: standard input is not read; give a file"));
  }
  options.only_chain_of = text;
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
  const std::string name = text.substr(0, text.find('='));
  for (const std::string& other : options.targets) {
    if (other.substr(0, other.find('=')) == name) {
      return tl::unexpected(
          invalid_input("target '" + name + "' is given twice; give each a name of its own"));
    }
  }
  options.targets.push_back(text);
  return {};
}

Result<void> add_trust_owner(Options& options, const std::string& text) {
  options.trust_owners.push_back(text);
  return {};
}

constexpr std::array<OptionInfo, 41> option_table = {{
    {"target", "NAME=PROVIDER[:LOCATION]",
     "put another target in the place of a declared one; LOCATION starts in the current folder",
     add_target},
    {"format", "FORMAT",
     "text (default), json; of check also sarif, junit, github, gitlab: what CI reads", set_format},
    {"output", "FILE", "write the result into FILE, whole or not at all, instead of stdout (-)",
     set_output},
    {"out", "FILE",
     "save the plan, for 'apply FILE' (- is stdout, where --output takes what is shown)",
     set_text<&Options::out>},
    {"undo", "FILE",
     "plan the way back from an apply, by its record in the journal: what it removed, with "
     "purposes, "
     "names and raw properties, what it changed, what it added",
     set_text<&Options::undo>},
    {"out", "DIR", "the folder to write, which must be new or empty", set_text<&Options::out>,
     "capture"},
    {"out", "DIR", "the folder to write, which must be new or empty", set_text<&Options::out>,
     "export"},
    {"format", "FORMAT",
     "der (default): .cer files; pem: .pem files; p7b: one PKCS#7 file; sst: one serialized store",
     set_export_format, "export"},
    {"target", "NAME=PROVIDER[:LOCATION]",
     "look in this target's stores, and not in those of ./site.yaml; may be given several times",
     add_target, "export"},
    {"detailed-exitcode", "", "exit with 2 where there are differences",
     set_switch<&Options::detailed_exitcode>},
    {"certificates", "", "put the bytes of each changed certificate into JSON (Base64)",
     set_switch<&Options::certificates>},
    {"yes", "", "apply without asking", set_switch<&Options::yes>},
    {"what-if", "", "show the plan and change nothing (also --dry-run)",
     set_switch<&Options::what_if>},
    {"adopt", "", "become the owner of declared entries that were there before",
     set_switch<&Options::adopt>},
    {"take-over", "",
     "the site goes on by this manifest, though another was the last applied for it",
     set_switch<&Options::take_over>},
    {"trust-owner", "NAME",
     "for root or an administrator: apply a manifest that this user or group may change too (a "
     "name, number or SID); may be given several times",
     add_trust_owner},
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
    {"only-chain-of", "CERT|HOST:PORT",
     "take just the chain of this certificate or server, whatever its origin", set_only_chain_of},
    {"site", "NAME", "the site that the manifest is for", set_site},
    {"name", "HOST", "the name or address that a client asks for (default: that of the server)",
     set_name},
    {"purpose", "PURPOSE", "what it must be good for: server_auth, client_auth, ... or an OID",
     set_purpose},
    {"starttls", "PROTOCOL", "what the server speaks before TLS: smtp or ldap", set_start_tls},
    {"proxy", "HOST:PORT", "ask the server through this HTTP proxy", set_proxy},
    {"timeout", "SECONDS", "how long to wait for the server (default 10)", set_timeout},
    {"strict", "", "judge by RFC 5280 and WebPKI too", set_switch<&Options::strict>},
    {"system", "[=offline|fetch]",
     "ask Windows' own chain engine too, and show where it differs (on Windows): offline, or "
     "letting it fetch issuers and roots, which it then keeps",
     set_system},
    {"state-dir", "DIR", "where the journal is kept", set_text<&Options::state_directory>, "",
     system_commands::default_state_directories},
    {"lock-timeout", "SECONDS", "how long to wait for another apply (default 10)",
     set_lock_timeout},
    {"color", "WHEN", "auto (default), always or never", set_colour},
    {"verbose", "", "say on stderr what is being done", set_switch<&Options::verbose>},
    {"quiet", "", "nothing on stdout; errors are told on stderr, and the exit code says the rest",
     set_switch<&Options::quiet>},
    {"help", "", "this help", set_switch<&Options::help>},
    // What other programs call --what-if.
    {"dry-run", "", "", set_switch<&Options::what_if>},
    // A person may write British.
    {"colour", "WHEN", "", set_colour},
    {"version", "", "", set_switch<&Options::version>},
}};

}  // namespace

std::span<const OptionInfo> all_options() { return option_table; }

const OptionInfo* find_option(std::string_view name, std::string_view command) {
  const OptionInfo* found = nullptr;
  for (const OptionInfo& option : option_table) {
    if (option.name == name && (option.command.empty() || option.command == command)) {
      found = found == nullptr || !option.command.empty() ? &option : found;
    }
  }
  return found;
}

}  // namespace trustctl
