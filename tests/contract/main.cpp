// Runs the contract suite against every provider, and against providers that lie; prints a table.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tests/contract/interruption.hpp"
#include "tests/contract/liars.hpp"
#include "tests/contract/suite.hpp"

namespace trustctl::contract {

namespace {

struct Column {
  std::string provider;
  std::vector<CaseResult> results;
};

std::string word(const CaseResult& result) {
  return result.skipped ? "skipped" : result.passed() ? "passed" : "FAILED";
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string table(const std::vector<Column>& columns) {
  constexpr std::size_t name_width = 38;
  constexpr std::size_t width = 12;
  std::ostringstream text;
  text << padded("contract", name_width);
  for (const Column& column : columns) {
    text << padded(column.provider, width);
  }
  text << '\n';
  for (std::size_t i = 0; i < columns.front().results.size(); ++i) {
    text << padded(std::string(columns.front().results[i].name), name_width);
    for (const Column& column : columns) {
      text << padded(word(column.results[i]), width);
    }
    text << '\n';
  }
  for (const Column& column : columns) {
    for (const CaseResult& result : column.results) {
      if (result.skipped) {
        text << column.provider << ", " << result.name << ": skipped: " << *result.skipped << '\n';
      }
    }
  }
  return text.str();
}

void tell_failures(const Column& column) {
  constexpr std::size_t most = 20;
  for (const CaseResult& result : column.results) {
    for (std::size_t i = 0; i < std::min(most, result.failures.size()); ++i) {
      std::cout << column.provider << ", " << result.name << ": "
                << result.failures[i].substr(0, 2000) << '\n';
    }
  }
}

void tell_skips(const Column& column) {
  const char* list = std::getenv("TRUSTCTL_SKIPPED");
  if (list == nullptr || *list == '\0') {
    return;
  }
  std::ofstream out(list, std::ios::app);
  for (const CaseResult& result : column.results) {
    if (result.skipped) {
      out << "contract, " << column.provider << ", " << result.name << ": " << *result.skipped
          << '\n';
    }
  }
}

enum class Trial { caught, not_caught, not_tried };

// A case that threw has seen nothing; one that is skipped here has no liar to see.
Trial trial_of(const Liar& liar) {
  const auto results = run_suite(*liar.harness, liar.caught_by);
  if (!results.empty() && results.front().skipped) {
    return Trial::not_tried;
  }
  const bool caught = !results.empty() && !results.front().failures.empty() &&
                      !results.front().failures.front().starts_with("threw");
  return caught ? Trial::caught : Trial::not_caught;
}

const char* word(Trial trial) {
  switch (trial) {
    case Trial::caught:
      return "caught: ";
    case Trial::not_tried:
      return "not tried: ";
    case Trial::not_caught:
      break;
  }
  return "NOT CAUGHT: ";
}

// Around each provider, every liar must be caught by the case that is there for it.
std::string try_liars(bool& all_caught) {
  std::ostringstream text;
  for (const Harness* harness : harnesses()) {
    for (const Liar& liar : liars(*harness)) {
      const Trial trial = trial_of(liar);
      all_caught = all_caught && trial != Trial::not_caught;
      text << word(trial) << "a " << harness->name() << " provider that " << liar.lie << " (by '"
           << liar.caught_by << "')\n";
    }
  }
  return text.str();
}

void write_table(const std::string& text) {
  std::cout << text;
  const char* file = std::getenv("TRUSTCTL_CONTRACT_TABLE");
  if (file != nullptr && *file != '\0') {
    std::ofstream(file, std::ios::app) << text;
  }
}

int run(const std::string& only) {
  std::vector<Column> columns;
  bool good = true;
  for (const Harness* harness : harnesses()) {
    if (!only.empty() && harness->name() != only) {
      continue;
    }
    columns.push_back({harness->name(), run_suite(*harness)});
    tell_failures(columns.back());
    tell_skips(columns.back());
    good = good && std::all_of(columns.back().results.begin(), columns.back().results.end(),
                               [](const CaseResult& r) { return r.failures.empty(); });
  }
  if (columns.empty()) {
    std::cout << "no provider '" << only << "'\n";
    return 2;
  }
  bool all_caught = true;
  const std::string caught = try_liars(all_caught);
  const std::string faults =
      std::to_string(faults_tried()) + " calls killed or failed; what they broke stands above\n";
  write_table(table(columns) + '\n' + faults + caught);
  return good && all_caught ? 0 : 1;
}

}  // namespace

}  // namespace trustctl::contract

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 4 && words[0] == "--child") {
    return trustctl::contract::run_child(words[1], words[2], std::stoul(words[3]));
  }
  return trustctl::contract::run(words.empty() ? "" : words.front());
}
