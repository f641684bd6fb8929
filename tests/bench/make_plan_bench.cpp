// How long make_plan takes for 10,000 declared against 10,000 present certificates. Prints one line
// a case, and fails where the median is over the limit.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/plan/make_plan.hpp"
#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

constexpr std::size_t count = 10'000;
constexpr int rounds = 41;
constexpr double limit_ms = 10;

// Well-formed certificates: a fixture, its serial number varied. The signatures no longer hold,
// which make_plan does not ask.
std::vector<Certificate> certificates(std::size_t number) {
  const Certificate made = fixture("lab-root");
  Bytes bytes = copy(made.bytes());
  const auto serial = static_cast<std::size_t>(made.serial().data() - made.bytes().data());
  std::vector<Certificate> varied;
  for (std::size_t i = 0; i < number; ++i) {
    for (std::size_t byte = 0; byte < 4; ++byte) {
      bytes[serial + 1 + byte] = static_cast<std::uint8_t>(i >> (8 * byte));
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
    entries.back().properties.purposes = std::set<Oid>{purpose("server_auth")};
  }
  return state({{"Root", entries}, {"CA", {}}});
}

double median_ms(const char* name, const DesiredState& desired, const TargetState& actual) {
  const Capabilities capabilities = all_capabilities();
  std::vector<double> times;
  std::size_t changes = 0;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const Plan plan = make_plan(desired, actual, capabilities, {}, today());
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start;
    times.push_back(time.count());
    changes = plan.changes.size();
  }
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  const double median = times[rounds / 2];
  std::printf("make_plan, 10,000 x 10,000, %-14s %6zu changes  %6.2f ms  (<= %.0f ms)\n", name,
              changes, median, limit_ms);
  return median;
}

}  // namespace

TEST_CASE("make_plan of 10,000 against 10,000 takes at most 10 ms") {
  const auto all = certificates(2 * count);
  const TargetState actual = holding(all);
  CHECK(median_ms("in sync:", declaring(all, 0), actual) <= limit_ms);
  CHECK(median_ms("half differs:", declaring(all, count / 2), actual) <= limit_ms);
  CHECK(median_ms("all differs:", declaring(all, count), actual) <= limit_ms);
}
