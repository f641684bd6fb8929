#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace trustctl {

enum class StandardStream { input, output, error };

/// Whether a person sees what is written there, or types what is read.
bool is_terminal(StandardStream stream);
/// Characters that fit on a line of the terminal; nothing where it is none, or does not say.
std::optional<unsigned> columns(StandardStream stream);
/// Whether to write colour: a terminal, TERM set and not "dumb", and NO_COLOR (no-color.org) unset
/// or empty.
bool wants_colour(StandardStream stream);
/// Writes UTF-8 to standard output or error, at once and whole; false where that failed, and errno
/// says why (EPIPE: its
/// reader has gone). A Windows console gets it as UTF-16, with the line ends that it expects;
/// everything else gets the bytes as they are.
bool write_text(StandardStream stream, std::string_view text);
/// One line of standard input without its line break, of at most 4096 bytes (the rest of a longer
/// one is passed over); nothing at the end of input, or where it cannot be read.
std::optional<std::string> read_line();

}  // namespace trustctl
