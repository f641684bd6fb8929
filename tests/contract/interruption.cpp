#include "tests/contract/interruption.hpp"

#include <unistd.h>

#include <chrono>
#include <fstream>

#include "tests/contract/samples.hpp"
#include "tests/contract/suite.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

namespace {

constexpr int child_failed = 3;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ",") + word;
  }
  return text;
}

// The `?` lets strace pass over calls that this architecture does not have.
std::string traced(const Harness& harness, const std::filesystem::path& folder, std::size_t size,
                   const std::string& options) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
  return "strace -f -qq " + options + " " + self + " --child " + harness.name() + " '" +
         folder.string() + "' " + std::to_string(size) + "; exit $?";
}

}  // namespace

InterruptedBatch interrupted_batch(std::size_t size) {
  const StoreName root = StoreName::root();
  const StoreName ca = StoreName::ca();
  const Properties owned = owned_by({"example.org/base"});
  InterruptedBatch batch;
  batch.before = {Add{root, certificate(1), owned}, Add{root, certificate(2), full_properties()},
                  Add{ca, certificate(3), owned}};
  const std::vector<StoreName> stores = {root, ca, store("Trust")};
  for (std::size_t i = 0; i < size; ++i) {
    batch.changes.emplace_back(Add{stores[i % stores.size()], certificate(10 + i), owned});
  }
  batch.changes.emplace_back(Update{root, certificate(2), full_properties(), owned});
  batch.changes.emplace_back(Remove{root, certificate(1), owned});
  return batch;
}

int run_child(const std::string& provider, const std::filesystem::path& folder, std::size_t size) {
  for (const Harness* harness : harnesses()) {
    if (harness->name() != provider) {
      continue;
    }
    const auto target = harness->provider(folder);
    auto session = target->lock({std::chrono::steady_clock::now() + std::chrono::seconds(10)});
    if (!session) {
      return child_failed;
    }
    bool good = true;
    for (const Outcome& outcome : test::apply_changes(**session, interrupted_batch(size).changes)) {
      good = good && (is_changed(outcome) || is_unchanged(outcome));
    }
    return good ? 0 : child_failed;
  }
  return 1;
}

std::map<std::string, int> count_calls(const Harness& harness, const std::filesystem::path& folder,
                                       std::size_t size, const std::vector<std::string>& calls) {
  if (const std::string reason = test::untraceable(); !reason.empty()) {
    throw Skip(reason);
  }
  const test::TemporaryFolder log;
  const std::string file = (log.path() / "trace").string();
  const auto ran =
      test::run(traced(harness, folder, size, "-o " + file + " -e trace=" + joined(calls)));
  if (ran.exit_code != 0) {
    throw Skip("strace cannot trace here: " + ran.err);
  }
  std::map<std::string, int> counts;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    const auto name = line.find_first_not_of("0123456789 ");  // the process id stands first
    ++counts[line.substr(name, line.find('(') - name)];
  }
  return counts;
}

ChildEnd run_with_fault(const Harness& harness, const std::filesystem::path& folder,
                        std::size_t size, const std::string& call, int nth,
                        const std::string& fault) {
  const auto ran = test::run(traced(harness, folder, size,
                                    "-o /dev/null -e trace=" + call + " -e inject=" + call + ":" +
                                        fault + ":when=" + std::to_string(nth)));
  constexpr int killed = 128 + 9;
  switch (ran.exit_code) {
    case 0:
      return ChildEnd::all_changed;
    case child_failed:
      return ChildEnd::something_failed;
    case killed:
      return ChildEnd::killed;
    default:
      return ChildEnd::other;
  }
}

}  // namespace trustctl::contract
