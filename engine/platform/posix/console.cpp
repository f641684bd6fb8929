#include "engine/platform/console.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "engine/platform/posix/calls.hpp"

namespace trustctl {

namespace {

int descriptor_of(StandardStream stream) {
  switch (stream) {
    case StandardStream::input:
      return STDIN_FILENO;
    case StandardStream::output:
      return STDOUT_FILENO;
    case StandardStream::error:
      break;
  }
  return STDERR_FILENO;
}

std::string_view environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

}  // namespace

bool is_terminal(StandardStream stream) { return isatty(descriptor_of(stream)) == 1; }

std::optional<unsigned> columns(StandardStream stream) {
  winsize size = {};
  if (ioctl(descriptor_of(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return std::nullopt;
  }
  return size.ws_col;
}

bool wants_colour(StandardStream stream) {
  const std::string_view terminal = environment("TERM");
  return is_terminal(stream) && environment("NO_COLOR").empty() && !terminal.empty() &&
         terminal != "dumb";
}

bool write_text(StandardStream stream, std::string_view text) {
  std::FILE* file = stream == StandardStream::output ? stdout : stderr;
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

std::optional<std::string> read_line() {
  constexpr std::size_t longest = 4096;
  std::string line;
  char c = 0;
  for (;;) {
    // Byte by byte, so that nothing beyond the line is taken from who reads next.
    const ssize_t count = posix::retry([&] { return ::read(STDIN_FILENO, &c, 1); });
    if (count <= 0) {
      return count == 0 && !line.empty() ? std::optional(line) : std::nullopt;
    }
    if (c == '\n') {
      break;
    }
    if (line.size() < longest) {
      line += c;
    }
  }
  if (line.ends_with('\r')) {
    line.pop_back();
  }
  return line;
}

}  // namespace trustctl
