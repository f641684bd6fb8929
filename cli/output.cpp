#include "cli/output.hpp"

#include <cerrno>
#include <cstring>

#include "cli/write_file.hpp"
#include "engine/platform/console.hpp"
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

Result<void> write_result_text(std::string_view text) {
  errno = 0;
  if (!write_text(StandardStream::output, text)) {
    return tl::unexpected(Error{ErrorCode::io, "cannot write the result to standard output: " +
                                                   std::string(std::strerror(errno))});
  }
  return {};
}

}  // namespace

Output::Output(const Options& options)
    : m_options(options),
      m_colours(chosen(options.colour, StandardStream::output, options.output.has_value())),
      m_side_colours(chosen(options.colour, StandardStream::error, false)),
      m_result_is_seen(options.format == Format::text && !options.output.has_value() &&
                       is_terminal(StandardStream::output)) {}

void Output::error(const Error& error) const { aside(error_text(error)); }

void Output::errors(std::span<const Error> errors) const { aside(errors_text(errors)); }

void Output::aside(std::string_view text) const {
  // Where even stderr is gone there is nobody left to tell.
  static_cast<void>(write_text(StandardStream::error, text));
}

void Output::show_result_so_far() {
  if (const auto written = write_result_text(m_result); !written) {
    error(written.error());
    m_failed = true;
  }
  m_result.clear();
}

Result<void> Output::write_result() const {
  if (m_options.output.has_value()) {
    return write_file(*m_options.output, m_result);
  }
  return m_result.empty() ? Result<void>() : write_result_text(m_result);
}

ExitCode Output::finish(ExitCode code) {
  if (const auto written = write_result(); !written) {
    error(written.error());
    return ExitCode::error;
  }
  return m_failed ? ExitCode::error : code;
}

}  // namespace trustctl
