// What the documents show is what the program prints. Every block that begins with `$ trustctl` is
// a part of what examples/run or examples/walkthrough/run prints, command by command, in that
// order. What examples/run prints is compared as it stands; of the walkthrough, whose certificates
// and port are new in every run, without_what_varies.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>

#include "tests/examples/transcript.hpp"
#include "tests/support/support.hpp"

using namespace trustctl::test;

namespace {

Lines each(const Lines& lines, const std::function<std::string(const std::string&)>& change) {
  Lines changed;
  for (const std::string& line : lines) {
    changed.push_back(change(line));
  }
  return changed;
}

// What an example prints, and how far a document has shown it.
class Transcript {
 public:
  Transcript(const std::string& script, const std::string& environment,
             std::function<std::string(const std::string&)> change)
      : m_change(std::move(change)) {
    const RunResult result = run(environment + " TRUSTCTL_PROGRAM='" + trustctl_program() + "' '" +
                                 source_file(script).string() + "'");
    INFO(script << ":\n" << result.out << result.err);
    REQUIRE(result.exit_code == 0);
    CHECK(result.err.empty());
    m_commands = commands_shown(each(lines_of(result.out), m_change));
    REQUIRE(!m_commands.empty());
  }

  void begin() { m_next = 0; }

  // Whether the command comes next, or after others, with this output; goes on behind it.
  bool has(const ShownCommand& shown) {
    const std::string command = m_change(shown.command);
    const Lines output = each(shown.output, m_change);
    const auto from = m_commands.begin() + m_next;
    const auto found = std::find_if(from, m_commands.end(), [&](const ShownCommand& printed) {
      return printed.command == command && shows(output, printed.output);
    });
    m_next = found == m_commands.end() ? m_next : found - m_commands.begin() + 1;
    return found != m_commands.end();
  }

  // Whatever the command printed, for a person who is to mend the document.
  std::string outputs_of(const std::string& command) const {
    std::string text;
    for (const ShownCommand& printed : m_commands) {
      if (printed.command == m_change(command)) {
        text += "$ " + printed.command + '\n';
        for (const std::string& line : printed.output) {
          text += line + '\n';
        }
      }
    }
    return text;
  }

 private:
  std::function<std::string(const std::string&)> m_change;
  std::vector<ShownCommand> m_commands;
  std::ptrdiff_t m_next = 0;
};

}  // namespace

TEST_CASE("[…] stands for one or more whole lines of an output, and nothing else is left out",
          "[examples]") {
  const Lines printed = {"a", "b", "c", "d"};

  for (const Lines& shown : std::vector<Lines>{{"a", "b", "c", "d"},
                                               {"[…]"},
                                               {"a", "[…]"},
                                               {"[…]", "d"},
                                               {"a", "[…]", "d"},
                                               {"[…]", "c", "[…]"},
                                               {"[…]", "b", "[…]", "d"}}) {
    CHECK(shows(shown, printed));
  }
  for (const Lines& shown : std::vector<Lines>{{},
                                               {"a", "b", "c"},
                                               {"a", "b", "d"},
                                               {"a", "b", "c", "d", "[…]"},
                                               {"[…]", "a", "b", "c", "d"},
                                               {"a", "b", "[…]", "c", "d"},
                                               {"a", "[…]", "c"},
                                               {"[…]", "c", "[…]", "b", "[…]"},
                                               {"[…]", "[…]", "[…]", "[…]", "[…]"},
                                               {"a", " […]"},
                                               {"a", "[…]", "d "},
                                               {"a", "[…]", "d", ""}}) {
    CAPTURE(shown);
    CHECK_FALSE(shows(shown, printed));
  }
}

TEST_CASE("every output in the documents is what the examples print", "[examples]") {
  if (skipped_on_windows("the documents show what the program prints on Linux")) {
    return;
  }
  Transcript main_job("examples/run", "EXAMPLES_AT=2026-11-23",
                      [](const std::string& line) { return line; });
  Transcript walkthrough("examples/walkthrough/run", "", without_what_varies);

  std::size_t compared = 0;
  for (const Document& document : documents()) {
    main_job.begin();
    walkthrough.begin();
    for (const FencedBlock& block : document.blocks()) {
      if (block.lines.empty() || !block.lines.front().starts_with("$ trustctl")) {
        continue;
      }
      for (const ShownCommand& shown : commands_shown(block.lines)) {
        INFO(document.path().string()
             << ':' << block.line + shown.line << ": no example prints, "
             << "in this order and with this output: " << shown.command << "\nIt prints:\n"
             << main_job.outputs_of(shown.command) << walkthrough.outputs_of(shown.command));
        CHECK((main_job.has(shown) || walkthrough.has(shown)));
        ++compared;
      }
    }
  }
  CHECK(compared >= 8);  // of the README alone
}

TEST_CASE("every manifest in the documents is one of the examples", "[examples]") {
  std::string examples;
  for (const std::string file : {"run", "site.yaml", "minimal.yaml", "golden-roots.yaml"}) {
    examples += std::string(trustctl::as_text(read_file(source_file("examples/" + file))));
  }
  std::size_t compared = 0;
  for (const Document& document : documents()) {
    for (const FencedBlock& block : document.blocks()) {
      if (block.lines.empty() || !block.lines.front().starts_with("version:")) {
        continue;
      }
      std::string manifest = "\n";
      for (const std::string& line : block.lines) {
        manifest += line + '\n';
      }
      INFO(document.path().string() << ':' << block.line);
      CHECK(contains(examples, manifest));
      ++compared;
    }
  }
  CHECK(compared >= 1);
}
