#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "engine/operation/exit_code.hpp"
#include "engine/operation/view.hpp"
#include "engine/render/view_settings.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// Where a command's words go: the result to stdout or into --output's file, all else to stderr.
class Output : public TextSink {
 public:
  explicit Output(const Options& options);

  /// For text of the result.
  Colours colours() const { return m_colours; }
  /// For text that a person is shown beside the result.
  Colours side_colours() const { return m_side_colours; }
  /// What the command line says of how the result is shown.
  ViewSettings view_settings() const { return {m_colours, m_options.certificates}; }

  /// Adds to the result. A file is written whole by `finish`, or not at all; stdout gets a long
  /// result in pieces, so that it is never all in memory. Nothing is written where it stays empty.
  void write(std::string_view text) override;
  /// Writes to stderr at once.
  void error(const Error& error) const;
  void errors(std::span<const Error> errors) const;

  /// Whether the result is text that goes to a terminal, so that a question may stand within it.
  bool result_is_seen() const { return m_result_is_seen; }
  /// Writes what is there of the result to stdout at once. Only where the result goes there.
  void show_result_so_far();
  /// Writes to stderr at once: a question, and what it is about.
  void aside(std::string_view text) const;

  /// Whether the result can be written, as far as that can be known: to ask before what cannot be
  /// taken back. Where it cannot, there is no result any more.
  Result<void> check_place();
  /// What stderr gets where the result cannot be written all the same.
  void if_lost(std::string text) { m_if_lost = std::move(text); }
  /// Writes another result, whole, into a file or ("-") to stdout.
  Result<void> write_to(const std::string& path, std::string_view text) const;

  /// Writes the result, and gives the exit code: `code`, but error in the place of done where the
  /// result could not be written. With every other code it goes to stdout then, unless --quiet. A
  /// reader that has gone (`| head -1`) has read what it wanted: that is no error, and not told.
  ExitCode finish(ExitCode code);

 private:
  Result<bool> write_result() const;
  // What became of a piece of the result: written, or not read any more, or not written.
  void note(const Result<bool>& written);

  const Options& m_options;
  Colours m_colours = Colours::off;
  Colours m_side_colours = Colours::off;
  bool m_result_is_seen = false;
  bool m_failed = false;
  bool m_reader_gone = false;
  bool m_has_place = true;
  std::string m_result;
  std::string m_if_lost;
};

}  // namespace trustctl
