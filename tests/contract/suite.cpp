#include "tests/contract/suite.hpp"

#include <chrono>

#include "tests/contract/samples.hpp"
#include "tests/support/steps.hpp"

namespace trustctl::contract {

Bench::Bench(const Harness& harness)
    : m_harness(harness), m_provider(harness.provider(m_folder.path())) {}

void Bench::check(bool holds, const std::string& claim) {
  if (!holds) {
    m_failures.push_back("false: " + claim);
  }
}

void Bench::require(bool holds, const std::string& claim) {
  check(holds, claim);
  if (!holds) {
    throw Abort(claim);
  }
}

TargetState Bench::state() {
  auto state = another()->read({});
  require(state.has_value(),
          "the target can be read: " + (state ? std::string() : state.error().message));
  return std::move(*state);
}

std::optional<Entry> Bench::entry(const StoreName& store, const Certificate& certificate) {
  const TargetState all = state();
  const auto found = all.find(store);
  if (found == all.end()) {
    return std::nullopt;
  }
  require(found->second.has_value(), "the store " + store.text() + " can be read");
  const Entry* entry = found->second->find(certificate.fingerprint(), Origin::local);
  return entry == nullptr ? std::nullopt : std::optional(*entry);
}

std::unique_ptr<Session> Bench::lock() {
  auto session = m_provider->lock({std::chrono::steady_clock::now() + std::chrono::seconds(10)});
  require(session.has_value(),
          "the target can be locked: " + (session ? std::string() : session.error().message));
  return std::move(*session);
}

std::vector<Outcome> Bench::apply(const std::vector<Change>& changes) {
  auto outcomes = test::apply_changes(*lock(), changes);
  require(outcomes.size() == changes.size(), "there is an outcome for every change");
  return outcomes;
}

void Bench::establish(const std::vector<Change>& changes) {
  const auto outcomes = apply(changes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    require(is_changed(outcomes[i]),
            "change " + std::to_string(i) + " is Changed, not " + describe(outcomes[i]));
  }
}

void Bench::check_entry(const StoreName& store, const Certificate& certificate,
                        const std::optional<Properties>& expected) {
  const auto found = entry(store, certificate);
  const auto actual = found ? std::optional(found->properties()) : std::nullopt;
  check(actual == expected, certificate.fingerprint().hex().substr(0, 8) + " in " + store.text() +
                                " is (" + describe(expected) + "), and not (" + describe(actual) +
                                ")");
}

namespace {

CaseResult run_case(const Case& each, const Harness& harness) {
  CaseResult result{each.name, {}, std::nullopt};
  try {
    Bench bench(harness);
    try {
      each.run(bench);
    } catch (const Abort&) {  // what was required is among the failures already
    }
    result.failures = bench.failures();
  } catch (const Skip& why) {
    result.skipped = why.what();
  } catch (const std::exception& bug) {
    result.failures.push_back(std::string("threw: ") + bug.what());
  }
  return result;
}

}  // namespace

std::size_t& faults_tried() {
  static std::size_t tried = 0;
  return tried;
}

std::vector<CaseResult> run_suite(const Harness& harness, std::string_view only) {
  std::vector<CaseResult> results;
  for (const auto cases : {state_cases(), foreign_cases(), process_cases()}) {
    for (const Case& each : cases) {
      if (only.empty() || each.name == only) {
        results.push_back(run_case(each, harness));
      }
    }
  }
  return results;
}

}  // namespace trustctl::contract
