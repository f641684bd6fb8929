#pragma once

#include <string_view>

#include "cli/options.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// "-", and the names that Linux has for this process' standard output.
bool names_standard_output(std::string_view path);

/// Whether what --output and --out name can take the results: not one place for two results,
/// nothing that is read (what the command line names, what its manifest or saved plan declares:
/// sources, snapshots), and nothing in a folder that trustctl keeps (a directory target, the state
/// directory). Links and second names of a file are seen through. Fails with invalid_input.
Result<void> check_result_places(const Options& options);

}  // namespace trustctl
