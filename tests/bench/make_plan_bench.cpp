// How long make_plan takes for 10,000 declared against 10,000 present certificates, in processor
// time, so that what else the machine does matters less. Prints one line a case and judges nothing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "engine/plan/make_plan.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::size_t count = 10'000;
constexpr int rounds = 41;

// Well-formed certificates: a fixture, the end of its signature varied. The signatures no longer
// hold, which make_plan does not ask.
std::vector<Certificate> certificates(std::size_t number) {
  Bytes bytes = copy(fixture("lab-root").bytes());
  std::vector<Certificate> varied;
  for (std::size_t i = 0; i < number; ++i) {
    for (std::size_t byte = 0; byte < 4; ++byte) {
      bytes[bytes.size() - 1 - byte] = static_cast<std::uint8_t>(i >> (8 * byte));
    }
    varied.push_back(Certificate::from_bytes(bytes));
  }
  return varied;
}

DesiredState declaring(const std::vector<Certificate>& all, std::size_t from) {
  std::vector<DesiredEntry> entries;
  for (std::size_t i = from; i < from + count; ++i) {
    PropertyWishes wishes;
    wishes.purposes = std::set<Oid>{purpose("server_auth")};
    entries.push_back(wanted(all[i], wishes));
  }
  return desire({{"Root", present(std::move(entries))}});
}

TargetState holding(const std::vector<Certificate>& all) {
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    entries.push_back(local(all[i], {"lab"}));
    entries.back().places.front().properties.purposes = std::set<Oid>{purpose("server_auth")};
  }
  return state({{"Root", entries}, {"CA", {}}});
}

// Prints the median; gives the number of changes.
std::size_t measure(const char* name, const DesiredState& desired, const TargetState& actual) {
  const Capabilities capabilities = all_capabilities();
  std::vector<double> times;
  std::size_t changes = 0;
  for (int i = 0; i < rounds; ++i) {
    const std::clock_t start = std::clock();
    const Plan plan = make_plan(desired, actual, capabilities, {}, today(), unquestioned);
    times.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    changes = plan.changes.size();
  }
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  std::printf("make_plan of 10,000 against 10,000, %-13s %6zu changes %7.2f ms  (limit: 10 ms)\n",
              name, changes, times[rounds / 2]);
  return changes;
}

}  // namespace

TEST_CASE("make_plan is timed on what it is said to be timed on") {
  const auto all = certificates(2 * count);
  const TargetState actual = holding(all);
  CHECK(measure("in sync:", declaring(all, 0), actual) == 0);
  CHECK(measure("half differs:", declaring(all, count / 2), actual) == count);
  CHECK(measure("all differs:", declaring(all, count), actual) == 2 * count);
}
