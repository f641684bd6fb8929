#pragma once

#include <string_view>

#include "cli/options.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// "-", and the names that Linux has for this process' standard output.
bool names_standard_output(std::string_view path);

/// Whether what --output and --out name can take the results: not one place for two results, and
/// nothing that the command line names to be read. Fails with invalid_input.
Result<void> check_result_places(const Options& options);

}  // namespace trustctl
