#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/capture/export_chain.hpp"
#include "engine/model/entry.hpp"
#include "engine/model/names.hpp"
#include "engine/model/oid.hpp"
#include "engine/model/rule.hpp"
#include "engine/model/time.hpp"
#include "engine/probe/probe_server.hpp"
#include "engine/result.hpp"
#include "engine/verify/host_name.hpp"
#include "engine/verify/system_answer.hpp"

namespace trustctl {

enum class ColourChoice { automatic, always, never };

/// The command line, checked: the command exists, takes these options and so many arguments.
struct Options {
  std::string command;
  std::vector<std::string> arguments;
  bool help = false;
  bool version = false;

  std::vector<std::string> targets;  ///< each as written: NAME=PROVIDER[:LOCATION]
  std::string format = "text";       ///< a name of the table of formats
  bool certificates = false;         ///< their bytes in JSON
  ColourChoice colour = ColourChoice::automatic;
  std::optional<std::string> output;  ///< the file that takes the result instead of stdout
  std::optional<std::string> undo;    ///< the record of the journal that a plan takes back
  std::optional<std::string> out;     ///< the file that takes the plan, or a folder to make
  bool detailed_exitcode = false;
  bool yes = false;
  bool what_if = false;
  bool adopt = false;
  bool take_over = false;
  std::vector<std::string> trust_owners;  ///< names, numbers, SIDs, as written
  std::optional<std::size_t> max_removals;
  std::optional<Time> at;
  std::optional<Level> fail_on;
  std::optional<std::string> state_directory;
  std::chrono::seconds lock_timeout{10};
  std::set<StoreName> stores;
  std::set<Origin> origins;
  std::optional<std::string> only_chain_of;
  std::optional<Site> site;
  ExportFormat export_format = ExportFormat::der;
  bool list = false;
  std::optional<HostName> name;
  std::optional<Oid> purpose;
  bool strict = false;
  std::optional<Fetching> ask_system;
  StartTls start_tls = StartTls::none;
  std::optional<Endpoint> proxy;
  std::chrono::seconds timeout{10};
  bool verbose = false;
  bool quiet = false;
};

/// Reads the arguments after the program's name. Fails with invalid_input, naming the nearest
/// command or option where one is near.
Result<Options> parse_options(std::span<const char* const> arguments);

/// The help of these options, a line or two each, in the order of the names; `command` may have its
/// own words for one.
std::string options_help(std::span<const std::string_view> names, std::string_view command);

}  // namespace trustctl
