#include "cli/file_patterns.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/process.hpp"
#include "engine/platform/directory.hpp"
#include "engine/text/wildcard.hpp"

namespace trustctl {

namespace {

// Where the last part of a path of Windows begins.
std::size_t begin_of_name(std::string_view path) {
  const std::size_t before = path.find_last_of("/\\:");
  return before == std::string_view::npos ? 0 : before + 1;
}

// The files that a pattern stands for, sorted, as their paths are written; none where its folder
// cannot be read either.
std::vector<std::string> files_of(const std::string& pattern) {
  const std::size_t begin = begin_of_name(pattern);
  const std::string folder = pattern.substr(0, begin);
  const auto items =
      DirectoryHandle::open(folder.empty() ? "." : folder).and_then([](const auto& directory) {
        return directory.list();
      });
  std::vector<std::string> found;
  for (const DirectoryItem& item : items ? *items : std::vector<DirectoryItem>()) {
    if (item.kind != FileKind::directory &&
        matches_wildcard(std::string_view(pattern).substr(begin), item.name)) {
      found.push_back(folder + item.name);
    }
  }
  return found;
}

Error no_match(const std::string& pattern) {
  const bool folder = has_wildcard(std::string_view(pattern).substr(0, begin_of_name(pattern)));
  return invalid_input(folder ? "'" + pattern +
                                    "' has * or ? in the name of a folder; they stand for files "
                                    "in the last part of a path alone"
                              : "no file is called '" + pattern + "'; * stands for any text in " +
                                    "the last part of a path, ? for one character");
}

}  // namespace

std::optional<Error> expand_file_patterns(const CommandInfo& command, Options& options) {
  if (shells_expand_patterns() || !command.takes_files()) {
    return std::nullopt;
  }
  const bool may_be_subject = command.synopsis.find("CERT") != std::string_view::npos;
  std::vector<std::string> arguments;
  for (const std::string& argument : options.arguments) {
    std::vector<std::string> files =
        has_wildcard(argument) ? files_of(argument) : std::vector<std::string>();
    if (files.empty() && has_wildcard(argument) && !may_be_subject) {
      return no_match(argument);
    }
    if (files.empty()) {
      files.push_back(argument);
    }
    std::move(files.begin(), files.end(), std::back_inserter(arguments));
  }
  if (arguments.size() > command.most_arguments) {
    return invalid_input("'" + options.arguments.back() + "' stands for " +
                         std::to_string(arguments.size()) + " files, and '" +
                         std::string(command.name) + "' takes one; name it");
  }
  options.arguments = std::move(arguments);
  return std::nullopt;
}

}  // namespace trustctl
