#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/examples/markdown.hpp"

namespace trustctl::test {

/// A command and what it printed, as a document or an example shows it.
struct ShownCommand {
  std::string command;
  std::size_t line;  ///< of the text, counted from 0
  Lines output;
};

/// The commands of a text: each stands on a line of its own after "$ ", its output below, up to the
/// next command or to a comment ("# " after an empty line).
std::vector<ShownCommand> commands_shown(const Lines& text);

/// Whether `shown` is `printed`, whole or shortened. The one way to shorten is a line that is
/// `[…]` and nothing else: it stands for one or more whole lines. Every other line is the same,
/// character for character, and in the same order; where no `[…]` stands at the end, that is the
/// end of what was printed.
bool shows(const Lines& shown, const Lines& printed);

/// What a run of the walkthrough makes anew, as words: the port of its server (PORT), digests
/// (SHA256) and key identifiers (KEYID) of the certificates that it makes, their dates (DATE), and
/// the days until then (DAYS).
std::string without_what_varies(const std::string& line);

}  // namespace trustctl::test
