#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// One row an option: how it is set from its text, and what its help says.
struct OptionInfo {
  std::string_view name;
  std::string_view value;  ///< "FILE"; empty: a switch; "[=A|B]": A where it stands alone
  std::string_view help;
  Result<void> (*set)(Options& options, const std::string& text);
  std::string_view command = "";  ///< the row is for this command alone; empty: for all others
  std::string_view (*standard)() = nullptr;  ///< what holds without it, where systems differ
};

/// Every option, in the order of the help.
std::span<const OptionInfo> all_options();

/// The row of an option where `command` is given: its own, else the one for all; null where there
/// is no such option.
const OptionInfo* find_option(std::string_view name, std::string_view command);

}  // namespace trustctl
