#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace trustctl {

/// Every file and folder that a command reads or keeps, so that no result is written over one: what
/// the command line names, what its manifest or saved plan declares (sources, snapshots, the
/// folders of directory targets), the state directory. Reads the manifest to know; what cannot be
/// read here is the command's to complain of. Empty texts may be among them.
std::vector<std::string> inputs_of(const CommandInfo& command, const Options& options);

/// What is wrong with an argument that must be the path of a file, and is none (path_slip).
/// Commands that take HOST:PORT too judge their arguments themselves.
std::optional<Error> no_path(const CommandInfo& command, const Options& options);

/// Whether `path` is `folder` or a file in it at any depth, as far as the system resolves links.
bool is_within(const std::string& folder, const std::string& path);

}  // namespace trustctl
