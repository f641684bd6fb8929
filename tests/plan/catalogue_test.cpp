// engine/plan/rules.md is the catalogue, for people.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "engine/model/rule.hpp"
#include "tests/support/support.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

std::string_view who_asks(Asked asked) {
  return asked == Asked::plan ? "plan" : asked == Asked::lint ? "lint" : "plan, lint";
}

std::string row(const Rule& one) {
  std::string text = "| `" + std::string(one.name) + "` |";
  for (const std::string_view cell :
       {to_string(one.levels.declared), to_string(one.levels.observed), who_asks(one.asked),
        std::string_view(one.configurable ? "yes" : "no"), one.title, one.why, one.source,
        one.cure}) {
    text += " " + std::string(cell) + " |";
  }
  return text + "\n";
}

}  // namespace

TEST_CASE("the table of rules.md has a row for every rule, and no other", "[rules]") {
  std::string table =
      "| rule | declared | observed | asked by | in policy | what it says | why | source | what to "
      "do |\n"
      "|---|---|---|---|---|---|---|---|---|\n";
  for (const Rule& one : rules()) {
    table += row(one);
  }
  const auto path = source_file("engine/plan/rules.md");
  const Bytes document = read_file(path);
  const std::string_view text = as_text(document);
  const std::size_t begin = text.find("| rule |");
  REQUIRE(begin != std::string_view::npos);
  if (std::getenv("TRUSTCTL_ACCEPT") != nullptr) {
    write_file(path, std::string(text.substr(0, begin)) + table);
    return;
  }
  INFO("with TRUSTCTL_ACCEPT=1 this test writes the table anew");
  CHECK(text.substr(begin) == table);
}
