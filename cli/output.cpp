#include "cli/output.hpp"

#include <cerrno>
#include <cstring>

#include "cli/result_places.hpp"
#include "cli/write_file.hpp"
#include "engine/platform/console.hpp"
#include "engine/render/formats.hpp"
#include "engine/render/render_error.hpp"

namespace trustctl {

namespace {

Colours chosen(ColourChoice choice, StandardStream stream, bool to_file) {
  switch (choice) {
    case ColourChoice::always:
      return Colours::on;
    case ColourChoice::never:
      return Colours::off;
    case ColourChoice::automatic:
      return !to_file && wants_colour(stream) ? Colours::on : Colours::off;
  }
  return Colours::off;
}

// Whether somebody read it: who ran `| head -1` has gone and wants no more of it.
Result<bool> write_standard_output(std::string_view text) {
  errno = 0;
  if (!write_text(StandardStream::output, text)) {
    if (errno == EPIPE) {
      return false;
    }
    return tl::unexpected(Error{ErrorCode::io, "cannot write the result to standard output: " +
                                                   std::string(std::strerror(errno))});
  }
  return true;
}

}  // namespace

Output::Output(const Options& options)
    : m_options(options),
      m_colours(chosen(options.colour, StandardStream::output, options.output.has_value())),
      m_side_colours(chosen(options.colour, StandardStream::error, false)),
      m_result_is_seen(is_for_people(options.format) && !options.output.has_value() &&
                       !options.quiet && is_terminal(StandardStream::output)) {}

void Output::error(const Error& error) const { aside(error_text(error)); }

void Output::errors(std::span<const Error> errors) const { aside(errors_text(errors)); }

void Output::aside(std::string_view text) const {
  // Where even stderr is gone there is nobody left to tell.
  static_cast<void>(write_text(StandardStream::error, text));
}

void Output::write(std::string_view text) {
  constexpr std::size_t piece = std::size_t{64} * 1024;
  const bool unwanted = m_options.quiet && !m_options.output.has_value();
  if (unwanted || m_failed || m_reader_gone) {
    return;  // nobody takes it, or not any more
  }
  m_result += text;
  if (m_result.size() >= piece && !m_options.output.has_value()) {
    show_result_so_far();
  }
}

void Output::show_result_so_far() {
  note(write_standard_output(m_result));
  m_result.clear();
}

Result<void> Output::check_place() {
  auto can = m_options.output.has_value() ? check_writable(*m_options.output) : Result<void>();
  m_has_place = can.has_value();
  return can;
}

Result<void> Output::write_to(const std::string& path, std::string_view text) const {
  return names_standard_output(path) ? write_standard_output(text).map([](bool) {})
                                     : write_file(path, text);
}

void Output::note(const Result<bool>& written) {
  if (!written) {
    error(written.error());
    m_failed = true;
  } else if (!*written) {
    m_reader_gone = true;
  }
}

// Where there is no result, what an earlier run left in the file is still the last one.
Result<bool> Output::write_result() const {
  if (m_result.empty() || !m_has_place) {
    return true;
  }
  const std::string place = m_options.output.value_or("-");
  return names_standard_output(place) ? write_standard_output(m_result)
                                      : write_file(place, m_result).map([] { return true; });
}

// Exit code 0 would be believed without its result; every other says what was found, result or
// none.
ExitCode Output::finish(ExitCode code) {
  auto written = write_result();
  const bool shown_instead = !written && code != ExitCode::done && !m_options.quiet &&
                             !names_standard_output(m_options.output.value_or("-"));
  if (shown_instead) {
    written.error().message += "; the result is on standard output instead";
  }
  note(written);
  if (shown_instead) {
    note(write_standard_output(m_result));
  }
  if (m_failed || m_reader_gone) {
    aside(m_if_lost);
  }
  return m_failed && code == ExitCode::done ? ExitCode::error : code;
}

}  // namespace trustctl
