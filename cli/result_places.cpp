#include "cli/result_places.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/file_path.hpp"
#include "cli/inputs.hpp"

namespace trustctl {

namespace {

// One file by two names, or the same that is not there yet.
bool same_place(const std::string& one, const std::string& other) {
  std::error_code failed;
  return std::filesystem::equivalent(file_path(one), file_path(other), failed) ||
         absolute_path(one) == absolute_path(other);
}

bool is_folder(const std::string& path) {
  std::error_code failed;
  return std::filesystem::is_directory(file_path(path), failed);
}

Result<void> check_not_read(const std::optional<std::string>& result, std::string_view option,
                            const std::vector<std::string>& read) {
  for (const std::string& path : read) {
    if (!result.has_value() || path.empty()) {
      continue;
    }
    if (same_place(*result, path)) {
      return tl::unexpected(invalid_input("--" + std::string(option) + " would write over " + path +
                                          ", which is read; name another file"));
    }
    if (is_folder(path) && is_within(path, *result)) {
      return tl::unexpected(
          invalid_input("--" + std::string(option) + " would write into " + path +
                        ", whose files belong to trustctl; name a file elsewhere"));
    }
  }
  return {};
}

}  // namespace

bool names_standard_output(std::string_view path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

Result<void> check_result_places(const Options& options) {
  const bool out_is_a_folder = options.command != "plan";
  if (options.out.has_value() && names_standard_output(*options.out)) {
    if (out_is_a_folder) {
      return tl::unexpected(invalid_input("--out takes a folder, not standard output"));
    }
    if (!options.output.has_value()) {
      return tl::unexpected(invalid_input(
          "the plan would be on standard output twice, shown and saved; leave out --out and "
          "say --format json, or show it elsewhere: --output FILE"));
    }
  }
  if (options.out.has_value() && options.output.has_value() &&
      same_place(*options.out, *options.output)) {
    return tl::unexpected(invalid_input("--out and --output name one file; name two"));
  }
  const CommandInfo* command = find_command(options.command);
  const bool writes = options.output.has_value() || options.out.has_value();
  const auto read =
      command == nullptr || !writes ? std::vector<std::string>() : inputs_of(*command, options);
  if (auto good = check_not_read(options.output, "output", read); !good) {
    return good;
  }
  return out_is_a_folder ? Result<void>() : check_not_read(options.out, "out", read);
}

}  // namespace trustctl
