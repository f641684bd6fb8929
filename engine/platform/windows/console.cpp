#include "engine/platform/console.hpp"

#include <windows.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <string_view>

#include "engine/platform/windows/text.hpp"

namespace trustctl {

namespace {

constexpr std::size_t longest_line = 4096;

HANDLE handle_of(StandardStream stream) {
  switch (stream) {
    case StandardStream::input:
      return GetStdHandle(STD_INPUT_HANDLE);
    case StandardStream::output:
      return GetStdHandle(STD_OUTPUT_HANDLE);
    case StandardStream::error:
      break;
  }
  return GetStdHandle(STD_ERROR_HANDLE);
}

bool is_set(const wchar_t* variable) { return GetEnvironmentVariableW(variable, nullptr, 0) > 1; }

// One UTF-16 unit of a console, which knows no bytes; false at the end of input.
bool next(HANDLE console, wchar_t& unit) {
  DWORD count = 0;
  constexpr wchar_t control_z = 0x1A;
  return ReadConsoleW(console, &unit, 1, &count, nullptr) != 0 && count == 1 && unit != control_z;
}
bool next(HANDLE file, char& byte) {
  DWORD count = 0;
  return ReadFile(file, &byte, 1, &count, nullptr) != 0 && count == 1;
}

// Unit by unit, so that nothing beyond the line is taken from who reads next.
template <class Text>
std::optional<Text> line_of(HANDLE input) {
  Text line;
  typename Text::value_type unit = 0;
  for (;;) {
    if (!next(input, unit)) {
      return line.empty() ? std::nullopt : std::optional(line);
    }
    if (unit == '\n') {
      break;
    }
    if (line.size() < longest_line) {
      line += unit;
    }
  }
  if (!line.empty() && line.back() == '\r') {
    line.pop_back();
  }
  return line;
}

std::string with_console_line_ends(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    lines += c == '\n' ? "\r\n" : std::string(1, c);
  }
  return lines;
}

// As much as a console takes at once, and no half of a surrogate pair.
std::wstring_view piece_for_console(std::wstring_view text) {
  constexpr std::size_t longest = 8192;
  std::wstring_view piece = text.substr(0, longest);
  if (piece.size() < text.size() && piece.back() >= 0xD800 && piece.back() <= 0xDBFF) {
    piece.remove_suffix(1);
  }
  return piece;
}

// Before Windows 10 a console shows colour codes as they are; newer ones must be asked not to. The
// mode is the console's, not ours, and whoever ends us (Ctrl+C, a kill) leaves it as it is then: so
// it is changed while colour is being written, and at no other time.
class ColourMode {
 public:
  explicit ColourMode(HANDLE console) {
    DWORD mode = 0;
    if (GetConsoleMode(console, &mode) == 0) {
      return;
    }
    m_understood = (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
    if (!m_understood) {
      SetConsoleCtrlHandler(put_back_at_end, TRUE);
      before = mode;
      changed = console;
      m_understood = SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
    }
  }
  ColourMode(const ColourMode&) = delete;
  ColourMode& operator=(const ColourMode&) = delete;
  ~ColourMode() {
    put_back();
    SetConsoleCtrlHandler(put_back_at_end, FALSE);
  }

  bool understood() const { return m_understood; }

 private:
  static void put_back() {
    if (const HANDLE console = changed.exchange(nullptr); console != nullptr) {
      SetConsoleMode(console, before);
    }
  }
  // Called in a thread of its own; the next handler ends the process.
  static BOOL WINAPI put_back_at_end(DWORD) {
    put_back();
    return FALSE;
  }

  inline static std::atomic<HANDLE> changed = nullptr;
  inline static std::atomic<DWORD> before = 0;
  bool m_understood = false;
};

bool write_to_console(HANDLE console, std::wstring_view text) {
  while (!text.empty()) {
    const std::wstring_view piece = piece_for_console(text);
    DWORD count = 0;
    if (WriteConsoleW(console, piece.data(), static_cast<DWORD>(piece.size()), &count, nullptr) ==
        0) {
      errno = EIO;
      return false;
    }
    text.remove_prefix(piece.size());
  }
  return true;
}

}  // namespace

bool is_terminal(StandardStream stream) {
  DWORD mode = 0;
  return GetConsoleMode(handle_of(stream), &mode) != 0;
}

std::optional<unsigned> columns(StandardStream stream) {
  CONSOLE_SCREEN_BUFFER_INFO info = {};
  if (GetConsoleScreenBufferInfo(handle_of(stream), &info) == 0 ||
      info.srWindow.Right < info.srWindow.Left) {
    return std::nullopt;
  }
  return static_cast<unsigned>(info.srWindow.Right - info.srWindow.Left) + 1U;
}

bool wants_colour(StandardStream stream) {
  return !is_set(L"NO_COLOR") && ColourMode(handle_of(stream)).understood();
}

// The C library would write a console's text byte by byte, and a console makes nothing of half a
// character.
bool write_text(StandardStream stream, std::string_view text) {
  std::FILE* file = stream == StandardStream::output ? stdout : stderr;
  const auto wide = is_terminal(stream) ? windows::to_wide(with_console_line_ends(text))
                                        : tl::unexpected(Error{});
  if (!wide) {
    const bool written =
        std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
    const DWORD code = GetLastError();
    if (!written && (code == ERROR_NO_DATA || code == ERROR_PIPE_NOT_CONNECTED)) {
      errno = EPIPE;  // the C runtime says EINVAL of a pipe that is being closed
    }
    return written;
  }
  constexpr wchar_t escape = 0x1B;
  if (wide->find(escape) == std::wstring::npos) {
    return write_to_console(handle_of(stream), *wide);
  }
  const ColourMode colours(handle_of(stream));
  return write_to_console(handle_of(stream), *wide);
}

std::optional<std::string> read_line() {
  const HANDLE input = handle_of(StandardStream::input);
  if (!is_terminal(StandardStream::input)) {
    return line_of<std::string>(input);
  }
  const auto line = line_of<std::wstring>(input);
  return line ? std::optional(windows::to_utf8(*line)) : std::nullopt;
}

}  // namespace trustctl
