#pragma once

#include <optional>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// On Windows, whose shells hand `*.cer` to a program as it is: puts the files that a pattern (`*`,
/// `?` in the last part of a path) stands for in its place, sorted, folders left out. Fails with
/// invalid_input where it stands for no file, or for more than the command takes. What may be a
/// part of a subject (CERT) and is no file stays as it is. Elsewhere it changes nothing: the shell
/// has done it, and names may hold such characters.
std::optional<Error> expand_file_patterns(const CommandInfo& command, Options& options);

}  // namespace trustctl
