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
      m_result_is_seen(is_for_people(options.format) && !options.output.has_value() &&
                       is_terminal(StandardStream::output)) {}

void Output::error(const Error& error) const { aside(error_text(error)); }

void Output::errors(std::span<const Error> errors) const { aside(errors_text(errors)); }

void Output::aside(std::string_view text) const {
  // Where even stderr is gone there is nobody left to tell.
  static_cast<void>(write_text(StandardStream::error, text));
}

void Output::write(std::string_view text) {
  constexpr std::size_t piece = std::size_t{64} * 1024;
  if (m_failed) {
    return;  // nobody takes it any more
  }
  m_result += text;
  if (m_result.size() >= piece && !m_options.output.has_value()) {
    show_result_so_far();
  }
}

void Output::show_result_so_far() {
  if (const auto written = write_result_text(m_result); !written) {
    error(written.error());
    m_failed = true;
  }
  m_result.clear();
}

Result<void> Output::check_place() {
  auto can = m_options.output.has_value() ? check_writable(*m_options.output) : Result<void>();
  m_has_place = can.has_value();
  return can;
}

Result<void> Output::write_to(const std::string& path, std::string_view text) const {
  return names_standard_output(path) ? write_result_text(text) : write_file(path, text);
}

// Where there is no result, what an earlier run left in the file is still the last one.
Result<void> Output::write_result() const {
  return m_result.empty() || !m_has_place ? Result<void>()
                                          : write_to(m_options.output.value_or("-"), m_result);
}

ExitCode Output::finish(ExitCode code) {
  if (const auto written = write_result(); !written) {
    error(written.error());
    m_failed = true;
  }
  if (m_failed) {
    aside(m_if_lost);
  }
  return m_failed ? ExitCode::error : code;
}

}  // namespace trustctl
