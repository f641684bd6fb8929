// What the documents say of commands, options, exit codes and files is what there is. The program's
// own --help is the measure.
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>

#include "tests/examples/markdown.hpp"
#include "tests/support/support.hpp"

using namespace trustctl::test;
namespace fs = std::filesystem;

namespace {

std::string help_of(const std::string& command) {
  static std::map<std::string, std::string> known;
  const auto [place, is_new] = known.try_emplace(command);
  if (is_new) {
    const RunResult result = run("'" + trustctl_program() + "' " + command + " --help");
    REQUIRE(result.exit_code == 0);
    place->second = result.out;
  }
  return place->second;
}

std::set<std::string> all_in(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern, std::regex::ECMAScript | std::regex::multiline);
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end;
       ++match) {
    found.insert((*match)[1].str());
  }
  return found;
}

std::set<std::string> commands_of_help() {
  std::set<std::string> commands = all_in(help_of(""), "^  ([a-z]+) ");
  commands.merge(all_in(help_of(""), "^ {7}trustctl ([a-z]+)"));  // help, version
  commands.erase("trustctl");                                     // its example
  return commands;
}

std::set<std::string> options_in(const std::string& text) {
  return all_in(text, "(?:^|[ \\[`(])(--[a-z][a-z-]+)");
}

// What a line that starts with trustctl gets wrong; empty where it is one that trustctl takes.
std::string wrong_with(const std::string& line) {
  std::smatch match;
  if (!std::regex_search(line, match, std::regex("^trustctl ([a-z]+)"))) {
    return "";
  }
  const std::string command = match[1].str();
  if (!commands_of_help().contains(command)) {
    return "there is no command " + command;
  }
  const std::set<std::string> known = options_in(help_of(command));
  for (const std::string& option : options_in(line)) {
    if (!known.contains(option)) {
      return command + " has no option " + option;
    }
  }
  return "";
}

// The lines of a document that call trustctl: in blocks and between backticks.
Lines calls_of(const Document& document) {
  Lines calls;
  for (const FencedBlock& block : document.blocks()) {
    for (const std::string& line : block.lines) {
      const std::string call = line.starts_with("$ ") ? line.substr(2) : line;
      if (call.starts_with("trustctl ")) {
        calls.push_back(call);
      }
    }
  }
  for (const std::string& code : document.code()) {
    if (code.starts_with("trustctl ")) {
      calls.push_back(code);
    }
  }
  return calls;
}

// Whether the path is there: from the root, the document's folder or, since what engine's READMEs
// name is mostly its own, engine. A name without its endings means the header and source of it.
bool exists_for(const Document& document, const std::string& path) {
  for (const fs::path& folder : {fs::path(), document.path().parent_path(), fs::path("engine")}) {
    const fs::path named = source_file(folder.string()) / path;
    if (fs::exists(named) || fs::exists(named.string() + ".hpp") ||
        fs::exists(named.string() + ".cpp")) {
      return true;
    }
  }
  return false;
}

// Whether a word between backticks is a path: folders and a name, and nothing that no path of ours
// has. (What is built is not there before it is.)
bool is_path(const std::string& word) {
  static const std::regex path(R"(\.?[A-Za-z0-9_][\w.-]*(/[\w.-]+)+/?)");
  return std::regex_match(word, path) && !word.starts_with("build/");
}

}  // namespace

TEST_CASE("the README's table of commands is the list of --help", "[examples]") {
  std::set<std::string> documented;
  for (const Lines& row : Document("README.md").table("command")) {
    for (const std::string& command : code_in(row.front())) {
      documented.insert(command.substr(0, command.find(' ')));
    }
  }

  CHECK(documented == commands_of_help());
}

TEST_CASE("an option that the README's table names is one of its command", "[examples]") {
  for (const Lines& row : Document("README.md").table("command")) {
    const std::string first = code_in(row.front()).front();
    const std::string command = first.substr(0, first.find(' '));
    if (command == "help") {
      continue;  // it and version are options themselves
    }
    for (const std::string& option : options_in(row.front() + ' ' + row.back())) {
      INFO(command << ' ' << option);
      CHECK(options_in(help_of(command)).contains(option));
    }
  }
}

TEST_CASE("the README's exit codes are those of --help", "[examples]") {
  const std::string help = std::regex_replace(help_of(""), std::regex("\n"), " ");
  std::smatch codes;
  REQUIRE(std::regex_search(help, codes, std::regex("Exit codes: ([^.]*)\\.")));
  const std::string text = codes[1].str();
  const std::regex code("([0-9]) ([^;]+)");
  std::map<std::string, std::string> of_help;
  for (std::sregex_iterator match(text.begin(), text.end(), code), end; match != end; ++match) {
    of_help[(*match)[1].str()] = (*match)[2].str();
  }

  std::map<std::string, std::string> documented;
  for (const Lines& row : Document("README.md").table("exit code")) {
    // Its first words; what follows says more.
    documented[row.front()] = row.back().substr(0, row.back().find_first_of(":;("));
  }

  CHECK(of_help.size() == 5);
  for (auto& [number, meaning] : documented) {
    meaning = std::regex_replace(meaning, std::regex(" +$"), "");
  }
  CHECK(documented == of_help);
}

TEST_CASE("every command line in the documents is one that trustctl takes", "[examples]") {
  std::size_t calls = 0;
  for (const Document& document : documents()) {
    for (const std::string& call : calls_of(document)) {
      INFO(document.path().string() << ": " << call);
      CHECK(wrong_with(call).empty());
      ++calls;
    }
  }
  CHECK(calls >= 15);
  CHECK(wrong_with("trustctl plam site.yaml") == "there is no command plam");
  CHECK(wrong_with("trustctl plan --yes") == "plan has no option --yes");
}

TEST_CASE("every file that a document names or links to is there", "[examples]") {
  std::size_t named = 0;
  for (const Document& document : documents()) {
    for (const std::string& link : document.links()) {
      const std::string path = link.substr(0, link.find('#'));
      INFO(document.path().string() << " links to " << link);
      CHECK((path.empty() || path.starts_with("https://") || exists_for(document, path)));
      ++named;
    }
    for (const std::string& code : document.code()) {
      const std::string word = code.substr(0, code.find(' '));
      if (is_path(word)) {
        INFO(document.path().string() << " names " << word);
        CHECK(exists_for(document, word));
        ++named;
      }
    }
  }
  CHECK(named >= 100);
}

TEST_CASE("the README's first screen says what trustctl is, shows it, and how to get it",
          "[examples]") {
  const Document readme("README.md");
  std::string screen;
  for (std::size_t i = 0; i < 44; ++i) {
    screen += readme.lines().at(i) + '\n';
  }

  for (const std::string_view word : {"trustctl keeps certificate trust as declared",
                                      "$ trustctl check", "**Debian", "**Windows", "**Elsewhere"}) {
    CAPTURE(word);
    CHECK(contains(screen, word));
  }
}
